import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

/** The shell's variables, passed in so that nothing in this file depends on the process. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** The files that a compilation starts from; all paths are absolute. */
export interface Project {
  /** Paths in settings are relative to it, and tasks run in it. */
  readonly root: string;
  /** The sweep file; it may not exist. */
  readonly sweepFile: string;
  /** The project file, or null without one. */
  readonly configFile: string | null;
  /** The user's own file, for all projects, or null without one. */
  readonly userConfigFile: string | null;
  /** Files with one of these names that are ignored because another one is read. */
  readonly passedOver: readonly PassedOver[];
}

export interface PassedOver {
  /** Absolute, like `instead`. */
  readonly path: string;
  /** The file that is read instead. */
  readonly instead: string;
}

export interface FindOptions {
  /** The sweep file given by `-c`, relative to `start`. */
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
 * Finds the project of a directory: the nearest one, going up, with `sweeps/sweep.yaml`, `sweeps/hsm_config.yaml` or
 * `.git`; else the directory itself. If a sweep file is given, its place decides instead; see `rootOfFile`. Each file
 * may also end in `.yml`.
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

/** The candidates for the sweep and project files of a root, in order; the first of each that exists is read. */
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
 * The root that a sweep file belongs to: the directory that contains the `sweeps` folder around the file, however deep;
 * else the nearest directory with a project file; else the file's own directory.
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

/** A directory and all its parents, the nearest first. */
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
