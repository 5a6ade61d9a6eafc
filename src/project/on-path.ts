import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { EnvironmentVariables } from './find-project.ts';

/** Whether PATH finds a program of this name. Relative entries of PATH are passed over. */
export function onPath(program: string, environment: EnvironmentVariables): boolean {
  const directories = (environment['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  return directories.some((directory) => isExecutable(join(directory, program)));
}

/** Whether a path is a file that may be executed. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
