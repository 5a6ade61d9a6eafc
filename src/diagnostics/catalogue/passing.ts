import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

type Option = { readonly name: string; readonly script: string };

interface PassingMessages {
  readonly booleanIsText: { readonly name: string };
  readonly noFlags: { readonly key: string; readonly style: string };
  readonly templateWithoutFlag: object;
  readonly flagNeedsValue: Option;
  readonly oneWordOption: Option;
  readonly holeStaysEmpty: { readonly name: string };
}

/** How booleans and lists are passed: what `args` may say, and what the program takes. */
export const passingDiagnostics: DiagnosticsOf<PassingMessages> = defineDiagnostics<PassingMessages>({
  booleanIsText: {
    code: 'HSM354',
    severity: 'warning',
    title: 'a boolean that is passed as text',
    message: ({ name }) => `the boolean \`${name}\` is passed as the text \`true\` or \`false\``,
  },
  noFlags: {
    code: 'HSM355',
    severity: 'error',
    title: 'flags in a style that has none',
    message: ({ key, style }) => `\`${key}\` means nothing under \`style: ${style}\``,
  },
  templateWithoutFlag: {
    code: 'HSM356',
    severity: 'error',
    title: 'template that leaves no flag',
    message: () => 'without `{value}` nothing is left of the words under `args` to be a flag',
  },
  flagNeedsValue: {
    code: 'HSM357',
    severity: 'warning',
    title: 'a flag for an option that takes a value',
    message: ({ name, script }) => `\`--${name}\` takes a value in \`${script}\`, and is passed without one`,
  },
  oneWordOption: {
    code: 'HSM358',
    severity: 'warning',
    title: 'a list for an option that takes one value',
    message: ({ name, script }) => `\`--${name}\` takes one value in \`${script}\``,
  },
  holeStaysEmpty: {
    code: 'HSM339',
    severity: 'error',
    title: 'a hole that some tasks leave empty',
    message: ({ name }) => `\`{${name}}\` has no value in some tasks`,
  },
});
