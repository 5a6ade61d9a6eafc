import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

/** The shell's variables, handed in so that nothing here depends on the process. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** The files that a compilation starts from; every path is absolute. */
export interface Project {
  /** What paths in settings are relative to, and where tasks run. */
  readonly root: string;
  /** The sweep file; it may not be there. */
  readonly sweepFile: string;
  /** The project file, or null where there is none. */
  readonly configFile: string | null;
  /** The user's own file, for all projects, or null where there is none. */
  readonly userConfigFile: string | null;
  /** Files of such a name that are not read, because another one is. */
  readonly passedOver: readonly PassedOver[];
}

export interface PassedOver {
  /** Absolute, as `instead`. */
  readonly path: string;
  /** The file that is read in its place. */
  readonly instead: string;
}

export interface FindOptions {
  /** The sweep file that `-c` names, relative to `start`. */
  readonly file?: string | undefined;
  readonly environment: EnvironmentVariables;
}

const sweepNames = ['sweep.yaml', 'sweep.yml'].map((name) => join('sweeps', name));
const configNames = [join('sweeps', 'hsm_config'), 'hsm_config'].flatMap((name) => [
  `${name}.yaml`,
  `${name}.yml`,
]);
const userConfigNames = ['config.yaml', 'config.yml'].map((name) => join('hsm', name));

/**
 * Finds the project around a directory: the nearest one, going up, with `sweeps/sweep.yaml`, `sweeps/hsm_config.yaml`
 * or `.git`; else the directory itself. A sweep file that is named decides instead, see `rootOfFile`. Each file may also
 * end in `.yml`.
 */
export function findProject(start: string, options: FindOptions): Project {
  const file = options.file === undefined ? null : resolve(start, options.file);
  const root = file === null ? rootAround(resolve(start)) : rootOfFile(file);
  const { sweepFiles: found, configFiles } = projectFiles(root);
  const sweepFiles = file === null ? found : [];
  const userFiles = userConfigFiles(options.environment);
  return {
    root,
    sweepFile: file ?? sweepFiles[0] ?? join(root, 'sweeps', 'sweep.yaml'),
    configFile: configFiles[0] ?? null,
    userConfigFile: userFiles[0] ?? null,
    passedOver: [sweepFiles, configFiles, userFiles].flatMap(([instead, ...others]) =>
      instead === undefined ? [] : others.map((path) => ({ path, instead })),
    ),
  };
}

/** The sweep and project files of a root, in the order in which they are looked for; the first of each is read. */
export function projectFiles(root: string): {
  readonly sweepFiles: readonly string[];
  readonly configFiles: readonly string[];
} {
  return { sweepFiles: existing(root, sweepNames), configFiles: existing(root, configNames) };
}

function rootAround(start: string): string {
  const marks = [...sweepNames, ...configNames.filter((name) => dirname(name) === 'sweeps'), '.git'];
  return ancestors(start).find((directory) => holdsAny(directory, marks)) ?? start;
}

/**
 * The root that a sweep file belongs to: the directory above the `sweeps` folder it lies in, however deep; else the
 * nearest directory with a project file; else the file's own.
 */
function rootOfFile(file: string): string {
  const directories = ancestors(dirname(file));
  const sweeps = directories.find((directory) => basename(directory) === 'sweeps');
  if (sweeps !== undefined) return dirname(sweeps);
  return directories.find((directory) => holdsAny(directory, configNames)) ?? dirname(file);
}

/** `$XDG_CONFIG_HOME/hsm/config.yaml`, by default in `~/.config`. A relative XDG_CONFIG_HOME counts as unset. */
function userConfigFiles(environment: EnvironmentVariables): readonly string[] {
  const { XDG_CONFIG_HOME: configHome, HOME: home } = environment;
  const directory =
    configHome !== undefined && isAbsolute(configHome) ? configHome : home ? join(home, '.config') : null;
  return directory === null ? [] : existing(directory, userConfigNames);
}

/** A directory and all above it, the nearest first. */
function ancestors(directory: string): readonly string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...ancestors(parent)];
}

function holdsAny(directory: string, names: readonly string[]): boolean {
  return names.some((name) => existsSync(join(directory, name)));
}

function existing(directory: string, names: readonly string[]): readonly string[] {
  return names.map((name) => join(directory, name)).filter((path) => existsSync(path));
}
