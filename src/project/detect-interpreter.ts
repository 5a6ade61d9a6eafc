import { existsSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import type { EnvironmentVariables } from './find-project.ts';
import { onPath } from './on-path.ts';

/** A Python interpreter, and how it was found, for the comment in the generated file. */
export interface DetectedInterpreter {
  /** Relative to the project root if it is inside; a bare name if PATH finds it. */
  readonly path: string;
  readonly reason: string;
}

/**
 * Finds the interpreter: that of the active environment, of an environment in the project, or on PATH; null without
 * any.
 */
export function detectInterpreter(
  root: string,
  environment: EnvironmentVariables,
): DetectedInterpreter | null {
  const { VIRTUAL_ENV: venv, CONDA_PREFIX: conda, CONDA_DEFAULT_ENV: condaName } = environment;
  const candidates: readonly (readonly [string | undefined, string])[] = [
    [venv, 'the active virtual environment'],
    // Conda's base environment is active by default and rarely contains a project's packages.
    [condaName === 'base' ? undefined : conda, 'the active conda environment'],
    [join(root, '.venv'), 'the virtual environment of the project'],
    [join(root, 'venv'), 'the virtual environment of the project'],
  ];
  for (const [directory, reason] of candidates) {
    if (!directory) continue;
    const path = join(directory, 'bin', 'python');
    if (existsSync(path)) return { path: inside(root, path), reason };
  }
  const name = ['python3', 'python'].find((program) => onPath(program, environment));
  return name === undefined ? null : { path: name, reason: 'found on PATH' };
}

function inside(root: string, path: string): string {
  const way = relative(root, path);
  return way.startsWith('..') || isAbsolute(way) ? path : way;
}
