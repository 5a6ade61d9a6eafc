import { join } from 'node:path';
import type { EnvironmentVariables } from './find-project.ts';

/** A path of the settings on this machine: `~/` at its beginning is the home directory, where there is one. */
export function expandHome(path: string, { HOME: home }: EnvironmentVariables): string {
  return home && path.startsWith('~/') ? join(home, path.slice(2)) : path;
}
