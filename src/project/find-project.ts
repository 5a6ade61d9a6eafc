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
}

export interface FindOptions {
  /** The sweep file that `-c` names, relative to `start`. */
  readonly file?: string | undefined;
  readonly environment: EnvironmentVariables;
}

const configNames = [join('sweeps', 'hsm_config.yaml'), 'hsm_config.yaml'];

/**
 * Finds the project around a directory: the nearest one, going up, with `sweeps/sweep.yaml`, `sweeps/hsm_config.yaml`
 * or `.git`; else the directory itself. A sweep file that is named decides instead, see `rootOfFile`.
 */
export function findProject(start: string, options: FindOptions): Project {
  const file = options.file === undefined ? null : resolve(start, options.file);
  const root = file === null ? rootAround(resolve(start)) : rootOfFile(file);
  return {
    root,
    sweepFile: file ?? join(root, 'sweeps', 'sweep.yaml'),
    configFile: firstExisting(configNames.map((name) => join(root, name))),
    userConfigFile: userConfigFile(options.environment),
  };
}

function rootAround(start: string): string {
  const marks = [join('sweeps', 'sweep.yaml'), join('sweeps', 'hsm_config.yaml'), '.git'];
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
function userConfigFile(environment: EnvironmentVariables): string | null {
  const { XDG_CONFIG_HOME: configHome, HOME: home } = environment;
  const directory =
    configHome !== undefined && isAbsolute(configHome) ? configHome : home ? join(home, '.config') : null;
  return directory === null ? null : firstExisting([join(directory, 'hsm', 'config.yaml')]);
}

/** A directory and all above it, the nearest first. */
function ancestors(directory: string): readonly string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...ancestors(parent)];
}

function holdsAny(directory: string, names: readonly string[]): boolean {
  return names.some((name) => existsSync(join(directory, name)));
}

function firstExisting(paths: readonly string[]): string | null {
  return paths.find((path) => existsSync(path)) ?? null;
}
