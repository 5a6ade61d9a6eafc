import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestPath, updateDirectory } from '../sweep-directory/file-names.ts';
import type { AtWork } from '../sweep-directory/update/update-sweep.ts';
import type { CommandContext } from './context.ts';
import { readCounts } from './read-counts.ts';

/**
 * Puts the files of an update into place, where one is staged: that of this build, or of one that was interrupted. False after saying
 * that it could not be done.
 */
export async function finishUpdate(directory: string, context: CommandContext): Promise<boolean> {
  const script = join(directory, updateDirectory, 'finish.sh');
  if (!existsSync(script)) return true;
  await context.capture('bash', ['-p', script]);
  if (!existsSync(script)) return true;
  context.writeError(`hsm: the update of ${directory} is not finished: bash ${script} goes on with it\n`);
  return false;
}

/**
 * Brings here what has run of a sweep on another machine: what was started there must stay what it is, too. Where the machine does not
 * answer nothing is brought, and `whatIsAtWork` says so.
 */
export async function bringRecords(directory: string, context: CommandContext): Promise<void> {
  const script = join(directory, 'scripts', 'queue-remote.sh');
  if (existsSync(script)) await context.capture('bash', ['-p', script], { quiet: true });
}

/** Whether the directory is what a build with this manifest made of it, and not what another one did. */
export function hasManifest(directory: string, text: string): boolean {
  const path = join(directory, manifestPath);
  return existsSync(path) && readFileSync(path, 'utf8') === text;
}

/** What of a sweep runs or waits, as its own script knows. */
export async function whatIsAtWork(directory: string, context: CommandContext): Promise<AtWork> {
  const counts = await readCounts({ path: directory }, [], context);
  if (typeof counts === 'string') return { tasks: 0, jobs: 0, unanswered: ['scripts/status.sh'] };
  const { running, queued } = counts.states;
  return {
    tasks: running + queued,
    jobs: counts.jobs.running + counts.jobs.waiting,
    unanswered: counts.unanswered,
  };
}
