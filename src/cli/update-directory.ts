import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { updateDirectory } from '../sweep-directory/file-names.ts';
import type { AtWork } from '../sweep-directory/update/update-sweep.ts';
import type { CommandContext } from './context.ts';
import { readCounts } from './read-counts.ts';

/** Puts the files of an update into place, where one is staged: that of this build, or of one that was interrupted. */
export async function finishUpdate(directory: string, context: CommandContext): Promise<void> {
  const script = join(directory, updateDirectory, 'finish.sh');
  if (!existsSync(script)) return;
  await context.capture('bash', ['-p', script]);
  if (existsSync(script)) {
    context.writeError(`hsm: the update of ${directory} is not finished: bash ${script} goes on with it\n`);
  }
}

/** What of a sweep runs or waits, as its own script knows. */
export async function whatIsAtWork(directory: string, context: CommandContext): Promise<AtWork> {
  const counts = await readCounts({ path: directory }, [], context);
  if (typeof counts === 'string') return { tasks: 0, unanswered: ['scripts/status.sh'] };
  const { running, queued } = counts.states;
  return { tasks: running + queued, unanswered: counts.unanswered };
}
