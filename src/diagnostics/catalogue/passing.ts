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
  readonly hydraUnknown: Option;
  readonly hydraOption: { readonly group: string; readonly option: string };
  readonly hydraUnused: { readonly script: string };
  readonly booleanIsText: { readonly name: string };
  readonly noFlags: { readonly key: string; readonly style: string };
  readonly templateWithoutFlag: object;
  readonly flagNeedsValue: Option;
  readonly oneWordOption: Option;
  readonly argparseRequired: Option & { readonly isNever: boolean };
  readonly placeholderStaysEmpty: { readonly name: string };
}

/** How parameters are passed: the limits of each convention, `args`, and the options of the program. */
export const passingDiagnostics: DiagnosticsOf<PassingMessages> = defineDiagnostics<PassingMessages>({
  hydraKey: {
    code: 'HSM320',
    severity: 'error',
    title: 'parameter name invalid in Hydra',
    message: ({ name }) => `Hydra does not accept the name \`${name}\``,
  },
  hydraValue: {
    code: 'HSM321',
    severity: 'error',
    title: 'value that cannot be passed to Hydra',
    message: ({ problem }) => `Hydra ${problem}`,
  },
  hydraReservedKey: {
    code: 'HSM322',
    severity: 'error',
    title: 'Hydra setting that hsm sets itself',
    message: ({ name }) => `\`${name}\` cannot be set in a sweep`,
  },
  hydraUnknown: {
    code: 'HSM349',
    severity: 'warning',
    title: 'override of an unknown Hydra option',
    message: ({ name, script }) => `the configs of \`${script}\` have no option \`${name}\``,
  },
  hydraOption: {
    code: 'HSM398',
    severity: 'warning',
    title: 'unknown option of a config group',
    message: ({ group, option }) => `the config group \`${group}\` has no option \`${option}\``,
  },
  argparseName: {
    code: 'HSM323',
    severity: 'error',
    title: 'parameter name invalid as an option',
    message: ({ name }) => `\`--${name}\` is not a valid option`,
  },
  argparseOptionLikeValue: {
    code: 'HSM324',
    severity: 'warning',
    title: 'value that looks like an option',
    message: ({ name, text }) => `\`${text}\` after \`--${name}\` would be read as another option`,
  },
  environmentName: {
    code: 'HSM325',
    severity: 'error',
    title: 'parameter name invalid as a variable',
    message: ({ name, variable }) =>
      `\`${name}\` becomes \`${variable}\`, which is not a valid variable name`,
  },
  environmentCollision: {
    code: 'HSM326',
    severity: 'error',
    title: 'two parameters with the same environment variable',
    message: ({ name, other, variable }) => `\`${name}\` and \`${other}\` would both become \`${variable}\``,
  },
  environmentReserved: {
    code: 'HSM327',
    severity: 'error',
    title: 'reserved environment variable',
    message: ({ variable }) => `the variable \`${variable}\` is reserved`,
  },
  argparseUnknown: {
    code: 'HSM350',
    severity: 'warning',
    title: 'parameter unknown to the script',
    message: ({ name, script }) => `\`${script}\` has no option \`--${name}\``,
  },
  argparseFlag: {
    code: 'HSM351',
    severity: 'warning',
    title: 'value for an option without one',
    message: ({ name, script }) => `\`--${name}\` takes no value in \`${script}\``,
  },
  argparseList: {
    code: 'HSM352',
    severity: 'warning',
    title: 'list for an option with several values',
    message: ({ name, script }) => `\`--${name}\` takes several separate values in \`${script}\``,
  },
  hydraUnused: {
    code: 'HSM353',
    severity: 'warning',
    title: 'Hydra convention for a program without Hydra',
    message: ({ script }) => `parameters are passed as Hydra overrides, but \`${script}\` does not use Hydra`,
  },
  booleanIsText: {
    code: 'HSM354',
    severity: 'warning',
    title: 'boolean passed as text',
    message: ({ name }) => `the boolean \`${name}\` is passed as the text \`true\` or \`false\``,
  },
  noFlags: {
    code: 'HSM355',
    severity: 'error',
    title: 'option setting in a style without options',
    message: ({ key, style }) => `\`${key}\` has no effect with \`style: ${style}\``,
  },
  templateWithoutFlag: {
    code: 'HSM356',
    severity: 'error',
    title: '`args` without a flag',
    message: () => 'every word of `args` contains `{value}`, so a flag would be empty',
  },
  flagNeedsValue: {
    code: 'HSM357',
    severity: 'warning',
    title: 'flag for an option with a value',
    message: ({ name, script }) => `\`--${name}\` takes a value in \`${script}\`, but is passed without one`,
  },
  oneWordOption: {
    code: 'HSM358',
    severity: 'warning',
    title: 'list for an option with one value',
    message: ({ name, script }) => `\`--${name}\` takes one value in \`${script}\``,
  },
  argparseRequired: {
    code: 'HSM359',
    severity: 'warning',
    title: 'required option not passed',
    message: ({ name, script, isNever }) =>
      `\`${script}\` requires \`${name}\`, which ${isNever ? 'no task passes' : 'some tasks do not pass'}`,
  },
  placeholderStaysEmpty: {
    code: 'HSM339',
    severity: 'error',
    title: 'placeholder without a value in some tasks',
    message: ({ name }) => `\`{${name}}\` has no value in some tasks`,
  },
});
