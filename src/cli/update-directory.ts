import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestPath, updateDirectory } from '../sweep-directory/file-names.ts';
import type { AtWork } from '../sweep-directory/update/update-sweep.ts';
import type { CommandContext } from './context.ts';
import { readCounts } from './read-counts.ts';

/**
 * Puts the files of a staged update into place: this build's, or those of an interrupted one. Returns false after reporting that it
 * failed.
 */
export async function finishUpdate(directory: string, context: CommandContext): Promise<boolean> {
  const script = join(directory, updateDirectory, 'finish.sh');
  if (!existsSync(script)) return true;
  await context.capture('bash', ['-p', script]);
  if (!existsSync(script)) return true;
  context.writeError(`hsm: the update of ${directory} is not finished: run bash ${script} to continue it\n`);
  return false;
}

/**
 * Fetches the state of a sweep on another machine: tasks that were started there must stay the same, too. If the
 * machine is not responding, nothing is fetched, and `workInProgress` reports it.
 */
export async function bringRecords(directory: string, context: CommandContext): Promise<boolean> {
  const script = join(directory, 'scripts', 'queue-remote.sh');
  if (!existsSync(script)) return false;
  await context.capture('bash', ['-p', script], { quiet: true });
  return true;
}

/** Whether the directory is still what a build with this manifest made of it, and not what another build made. */
export function hasManifest(directory: string, text: string): boolean {
  const path = join(directory, manifestPath);
  return existsSync(path) && readFileSync(path, 'utf8') === text;
}

/** The running and waiting parts of a sweep, according to its own script. */
export async function workInProgress(directory: string, context: CommandContext): Promise<AtWork> {
  const counts = await readCounts({ path: directory }, [], context);
  if (typeof counts === 'string') return { tasks: 0, jobs: 0, unanswered: ['scripts/status.sh'] };
  const { running, queued } = counts.states;
  return {
    tasks: running + queued,
    jobs: counts.jobs.running + counts.jobs.waiting,
    unanswered: counts.unanswered,
  };
}
