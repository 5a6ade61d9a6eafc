import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from './names-in.ts';
import type { PastSweep } from './sweeps.ts';

/** The folder in `state/` with cached answers of schedulers: looking at a sweep is not activity. */
export const answersFolder = 'queue';

/**
 * The time of a sweep's last build, run, submission, or write at the top of its directory, by a quick check: files deep
 * in `tasks/` are ignored. Milliseconds since 1970.
 */
export function lastActivity({ path, time }: Pick<PastSweep, 'path' | 'time'>): number {
  const state = join(path, 'state');
  const looked = [path, ...namesIn(path).map((name) => join(path, name))];
  const kept = namesIn(state).filter((name) => name !== answersFolder);
  looked.push(...kept.map((name) => join(state, name)));
  return Math.max(time, ...looked.map(modified));
}

function modified(path: string): number {
  return lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
