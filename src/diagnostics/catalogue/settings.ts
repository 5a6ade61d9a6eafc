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
  readonly filePassedOver: { readonly path: string; readonly other: string };
  readonly unknownSystem: { readonly name: string };
  readonly resourceIgnored: { readonly resource: string; readonly option: string; readonly target: string };
  readonly unsetVariable: { readonly name: string };
  readonly configDirectoryUnused: object;
  readonly configDirectoryMissing: { readonly path: string };
}

/** What can be wrong with a setting whose shape is right. */
export const settingsDiagnostics: DiagnosticsOf<SettingsMessages> = defineDiagnostics<SettingsMessages>({
  badWalltime: {
    code: 'HSM401',
    severity: 'error',
    title: 'a walltime that cannot be read',
    message: ({ text }) => `\`${text}\` is not a walltime`,
  },
  badMemory: {
    code: 'HSM402',
    severity: 'error',
    title: 'an amount of memory that cannot be read',
    message: ({ text }) => `\`${text}\` is not an amount of memory`,
  },
  unknownResource: {
    code: 'HSM403',
    severity: 'error',
    title: 'a piece of a resource string that cannot be carried over',
    message: ({ text }) => `cannot use \`${text}\` in a resource string`,
  },
  badCount: {
    code: 'HSM404',
    severity: 'error',
    title: 'a number of CPUs, GPUs, nodes or ranks that is not one',
    message: ({ text, setting }) => `\`${text}\` is not a number of ${setting}`,
  },
  badName: {
    code: 'HSM405',
    severity: 'error',
    title: 'a name with characters that schedulers do not take',
    message: ({ text, setting }) => `\`${text}\` cannot be the name of a ${setting}`,
  },
  badVariableName: {
    code: 'HSM406',
    severity: 'error',
    title: 'a name that no environment variable can have',
    message: ({ text }) => `\`${text}\` cannot be the name of an environment variable`,
  },
  reservedVariable: {
    code: 'HSM407',
    severity: 'error',
    title: 'an environment variable that hsm sets itself',
    message: ({ name }) => `\`${name}\` is set by the scripts themselves`,
  },
  secretVariable: {
    code: 'HSM408',
    severity: 'error',
    title: 'a secret in a file',
    message: ({ name }) => `\`${name}\` looks like a secret, which would be written into scripts`,
  },
  nulCharacter: {
    code: 'HSM409',
    severity: 'error',
    title: 'a NUL character in a setting',
    message: ({ setting }) => `\`${setting}\` holds a NUL character, which no shell can carry`,
  },
  commaInTag: {
    code: 'HSM410',
    severity: 'error',
    title: 'a W&B tag with a comma',
    message: ({ text }) => `the tag \`${text}\` holds a comma`,
  },
  badWandbMode: {
    code: 'HSM411',
    severity: 'error',
    title: 'an unknown W&B mode',
    message: ({ text }) => `\`${text}\` is not a mode of W&B`,
  },
  filePassedOver: {
    code: 'HSM430',
    severity: 'warning',
    title: 'a file that is not read, because another one is',
    message: ({ path, other }) => `\`${path}\` is not read, because there is \`${other}\``,
  },
  unknownSystem: {
    code: 'HSM431',
    severity: 'warning',
    title: 'an unknown scheduler',
    message: ({ name }) => `\`${name}\` is no scheduler that hsm knows`,
  },
  resourceIgnored: {
    code: 'HSM435',
    severity: 'warning',
    title: 'a resource that a target makes nothing of',
    message: ({ resource, option, target }) =>
      `${option}: \`${resource}\` has no effect with the target \`${target}\``,
  },
  unsetVariable: {
    code: 'HSM434',
    severity: 'error',
    title: 'a variable of the environment that is not set',
    message: ({ name }) => `\`${name}\` is not set, and \`paths.output_dir\` needs it`,
  },
  configDirectoryUnused: {
    code: 'HSM432',
    severity: 'warning',
    title: 'a config directory that nobody reads',
    message: () => '`paths.config_dir` is passed to Hydra only, and this sweep does not use Hydra',
  },
  configDirectoryMissing: {
    code: 'HSM433',
    severity: 'warning',
    title: 'config directory not found',
    message: ({ path }) => `the config directory \`${path}\` is not there`,
  },
});
