import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

/** Text as it was written, quoted in the message. */
interface Written {
  readonly text: string;
}

/** The messages' parameters; `name` and `setting` are keys as `hsm show --config` prints them. */
interface SettingsMessages {
  readonly badWalltime: Written;
  readonly badMemory: Written;
  readonly unknownResource: Written;
  readonly badCount: Written & { readonly setting: string };
  readonly badName: Written & { readonly setting: string };
  readonly badVariableName: Written;
  readonly reservedVariable: { readonly name: string };
  readonly secretVariable: { readonly name: string };
  readonly nulCharacter: { readonly setting: string };
  readonly commaInTag: Written;
  readonly badWandbMode: Written;
  readonly badGrowth: Written;
  readonly badStopAfter: Written;
  readonly overBudget: { readonly what: string; readonly sum: string };
  readonly budgetUnknown: { readonly what: string };
  readonly filePassedOver: { readonly path: string; readonly other: string };
  readonly unknownSystem: { readonly name: string };
  readonly resourceIgnored: { readonly resource: string; readonly option: string; readonly target: string };
  readonly unsetVariable: { readonly name: string };
  readonly configDirectoryUnused: object;
  readonly configDirectoryMissing: { readonly path: string };
}

/** Mistakes in settings whose shape is valid. */
export const settingsDiagnostics: DiagnosticsOf<SettingsMessages> = defineDiagnostics<SettingsMessages>({
  badWalltime: {
    code: 'HSM401',
    severity: 'error',
    title: 'invalid walltime',
    message: ({ text }) => `\`${text}\` is not a valid walltime`,
  },
  badMemory: {
    code: 'HSM402',
    severity: 'error',
    title: 'invalid amount of memory',
    message: ({ text }) => `\`${text}\` is not a valid amount of memory`,
  },
  unknownResource: {
    code: 'HSM403',
    severity: 'error',
    title: 'unsupported part of a resource string',
    message: ({ text }) => `\`${text}\` is not supported in a resource string`,
  },
  badCount: {
    code: 'HSM404',
    severity: 'error',
    title: 'invalid number of CPUs, GPUs, nodes or ranks',
    message: ({ text, setting }) => `\`${text}\` is not a valid number of ${setting}`,
  },
  badName: {
    code: 'HSM405',
    severity: 'error',
    title: 'name with characters that schedulers reject',
    message: ({ text, setting }) => `\`${text}\` is not a valid ${setting} name`,
  },
  badVariableName: {
    code: 'HSM406',
    severity: 'error',
    title: 'invalid environment variable name',
    message: ({ text }) => `\`${text}\` is not a valid environment variable name`,
  },
  reservedVariable: {
    code: 'HSM407',
    severity: 'error',
    title: 'environment variable reserved for hsm',
    message: ({ name }) => `\`${name}\` is reserved for hsm's scripts`,
  },
  secretVariable: {
    code: 'HSM408',
    severity: 'error',
    title: 'secret in a file',
    message: ({ name }) => `\`${name}\` looks like a secret and would be written into scripts`,
  },
  nulCharacter: {
    code: 'HSM409',
    severity: 'error',
    title: 'NUL character in a setting',
    message: ({ setting }) => `\`${setting}\` contains a NUL character, which shells cannot handle`,
  },
  commaInTag: {
    code: 'HSM410',
    severity: 'error',
    title: 'W&B tag with a comma',
    message: ({ text }) => `the tag \`${text}\` contains a comma`,
  },
  badWandbMode: {
    code: 'HSM411',
    severity: 'error',
    title: 'unknown W&B mode',
    message: ({ text }) => `\`${text}\` is not a W&B mode`,
  },
  badGrowth: {
    code: 'HSM440',
    severity: 'error',
    title: 'invalid factor for `retry`',
    message: ({ text }) => `\`${text}\` is not a valid factor`,
  },
  badStopAfter: {
    code: 'HSM441',
    severity: 'error',
    title: 'invalid limit on failures',
    message: ({ text }) => `\`${text}\` is not a valid limit on failures`,
  },
  overBudget: {
    code: 'HSM442',
    severity: 'error',
    title: 'over budget',
    message: ({ what, sum }) => `this sweep may need ${sum} ${what}, which is over budget`,
  },
  budgetUnknown: {
    code: 'HSM443',
    severity: 'warning',
    title: 'budget not checked',
    message: ({ what }) => `the budget of ${what} cannot be checked without a walltime`,
  },
  filePassedOver: {
    code: 'HSM430',
    severity: 'warning',
    title: 'ignored file',
    message: ({ path, other }) => `\`${path}\` is ignored, because \`${other}\` exists`,
  },
  unknownSystem: {
    code: 'HSM431',
    severity: 'warning',
    title: 'unknown scheduler',
    message: ({ name }) => `unknown scheduler \`${name}\``,
  },
  resourceIgnored: {
    code: 'HSM435',
    severity: 'warning',
    title: 'resource without effect',
    message: ({ resource, option, target }) =>
      `${option}: \`${resource}\` has no effect with the target \`${target}\``,
  },
  unsetVariable: {
    code: 'HSM434',
    severity: 'error',
    title: 'unset environment variable',
    message: ({ name }) => `\`${name}\` is not set, but \`paths.output_dir\` uses it`,
  },
  configDirectoryUnused: {
    code: 'HSM432',
    severity: 'warning',
    title: 'unused config directory',
    message: () => '`paths.config_dir` only applies to Hydra, which this sweep does not use',
  },
  configDirectoryMissing: {
    code: 'HSM433',
    severity: 'warning',
    title: 'config directory not found',
    message: ({ path }) => `the config directory \`${path}\` does not exist`,
  },
});
