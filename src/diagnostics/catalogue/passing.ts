import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

type Name = { readonly name: string };
type Option = { readonly name: string; readonly script: string };

interface PassingMessages {
  readonly hydraKey: Name;
  readonly hydraValue: { readonly problem: string };
  readonly hydraReservedKey: Name;
  readonly argparseName: Name;
  readonly argparseOptionLikeValue: Name & { readonly text: string };
  readonly environmentName: Name & { readonly variable: string };
  readonly environmentCollision: Name & { readonly other: string; readonly variable: string };
  readonly environmentReserved: { readonly variable: string };
  readonly argparseUnknown: Name & { readonly script: string };
  readonly argparseFlag: Name & { readonly script: string };
  readonly argparseList: Name & { readonly script: string };
  readonly hydraUnused: { readonly script: string };
  readonly booleanIsText: { readonly name: string };
  readonly noFlags: { readonly key: string; readonly style: string };
  readonly templateWithoutFlag: object;
  readonly flagNeedsValue: Option;
  readonly oneWordOption: Option;
  readonly holeStaysEmpty: { readonly name: string };
}

/** How parameters are passed: what each convention can carry, what `args` may say, and what the program takes. */
export const passingDiagnostics: DiagnosticsOf<PassingMessages> = defineDiagnostics<PassingMessages>({
  hydraKey: {
    code: 'HSM320',
    severity: 'error',
    title: 'name that Hydra cannot read',
    message: ({ name }) => `Hydra cannot read the name \`${name}\``,
  },
  hydraValue: {
    code: 'HSM321',
    severity: 'error',
    title: 'value that Hydra cannot be given',
    message: ({ problem }) => `Hydra ${problem}`,
  },
  hydraReservedKey: {
    code: 'HSM322',
    severity: 'error',
    title: 'Hydra setting that hsm makes itself',
    message: ({ name }) => `\`${name}\` cannot be set in a sweep`,
  },
  argparseName: {
    code: 'HSM323',
    severity: 'error',
    title: 'name that is no command-line option',
    message: ({ name }) => `\`--${name}\` is no command-line option`,
  },
  argparseOptionLikeValue: {
    code: 'HSM324',
    severity: 'warning',
    title: 'value that reads as an option',
    message: ({ name, text }) => `\`${text}\` after \`--${name}\` reads as an option of its own`,
  },
  environmentName: {
    code: 'HSM325',
    severity: 'error',
    title: 'name that is no environment variable',
    message: ({ name, variable }) => `\`${name}\` gives \`${variable}\`, which is no name for a variable`,
  },
  environmentCollision: {
    code: 'HSM326',
    severity: 'error',
    title: 'two parameters in one environment variable',
    message: ({ name, other, variable }) => `\`${name}\` and \`${other}\` would both be \`${variable}\``,
  },
  environmentReserved: {
    code: 'HSM327',
    severity: 'error',
    title: 'environment variable that is taken',
    message: ({ variable }) => `the variable \`${variable}\` is not free for a parameter`,
  },
  argparseUnknown: {
    code: 'HSM350',
    severity: 'warning',
    title: 'a parameter that the script does not know',
    message: ({ name, script }) => `\`${script}\` has no option \`--${name}\``,
  },
  argparseFlag: {
    code: 'HSM351',
    severity: 'warning',
    title: 'a value for an option that takes none',
    message: ({ name, script }) => `\`--${name}\` takes no value in \`${script}\``,
  },
  argparseList: {
    code: 'HSM352',
    severity: 'warning',
    title: 'a list for an option that takes several words',
    message: ({ name, script }) => `\`--${name}\` takes its values as several words in \`${script}\``,
  },
  hydraUnused: {
    code: 'HSM353',
    severity: 'warning',
    title: 'parameters for Hydra, and a program without it',
    message: ({ script }) =>
      `parameters are passed as Hydra takes them, and \`${script}\` does not use Hydra`,
  },
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
