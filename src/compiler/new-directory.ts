import { realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expandPath } from '../project/expand-path.ts';
import type { EnvironmentVariables } from '../project/find-project.ts';
import type { Settings } from '../settings/settings.ts';
import { isSweepName } from '../sweep-directory/sweep-name.ts';

export interface SweepDirectory {
  /** Absolute. */
  readonly path: string;
  /** From the sweep directory to the project root, with forward slashes. */
  readonly projectPath: string;
}

/**
 * The place of a sweep with this name: below `paths.output_dir`. @throws RangeError for a name that `isSweepName`
 * refuses, and if a variable of the path is not set
 */
export function sweepDirectory(
  root: string,
  settings: Settings,
  name: string,
  environment: EnvironmentVariables,
): SweepDirectory {
  if (!isSweepName(name)) throw new RangeError(`${JSON.stringify(name)} is not a valid sweep name`);
  const outputs = expandPath(settings.paths.output_dir.value, environment);
  if (outputs === null) throw new RangeError('a variable of paths.output_dir is not set');
  const path = join(resolve(root, outputs), name);
  const projectPath = relative(physical(path), physical(root)).split(sep).join('/');
  return { path, projectPath: projectPath === '' ? '.' : projectPath };
}

/** The path without symbolic links, as far as it exists: `..` in a script follows the real tree. */
function physical(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(physical(parent), path.slice(parent.length));
  }
}
