import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { EnvironmentVariables } from './find-project.ts';

/** Whether PATH finds a program of this name. Relative entries of PATH are skipped. */
export function onPath(program: string, environment: EnvironmentVariables): boolean {
  return findOnPath(program, environment) !== null;
}

/** The absolute path of the program of this name on PATH; null if none is found. */
export function findOnPath(program: string, environment: EnvironmentVariables): string | null {
  const directories = (environment['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  return directories.map((directory) => join(directory, program)).find(isExecutable) ?? null;
}

/** Whether a path is an executable file. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
