import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTsv } from '../sweep-directory/read-tsv.ts';
import { readPlan } from '../sweep-directory/records.ts';
import type { FinishedSweep } from '../sweep-directory/take-over/finished-sweep.ts';
import { startedTasks } from '../sweep-directory/update/started-tasks.ts';
import type { CommandContext } from './context.ts';
import { findPastSweep, reportMissing } from './past-sweep.ts';

/** The completed tasks of the `--from` sweeps; null after reporting a problem with one. */
export async function finishedSweeps(
  names: readonly string[],
  context: CommandContext,
): Promise<readonly FinishedSweep[] | null> {
  const finished: FinishedSweep[] = [];
  for (const name of names) {
    const sweep = await findPastSweep(name, context);
    if (sweep === null) return null;
    const plan = readPlan(sweep.path);
    if (plan === null) {
      await reportMissing(sweep, 'plan.json', context);
      return null;
    }
    const started = startedTasks(sweep.path).filter((task) => task <= plan.count);
    const rows = await statesOf(sweep.path, started, context);
    if (rows === null) {
      await reportMissing(sweep, 'scripts/status.sh', context);
      return null;
    }
    const completed = rows
      .filter(({ state }) => state === 'completed')
      // A task without results has nothing to take over, and runs again.
      .filter(({ task }) => existsSync(join(sweep.path, 'tasks', `task_${task}`)))
      .map((row) => ({
        task: Number(row['task']),
        attempt: row['attempt'] ?? '',
        host: row['host'] ?? '',
        started: row['started'] ?? '',
        ended: row['ended'] ?? '',
        // Sweeps of earlier builds do not record them.
        cpuTime: row['cpu_time'] ?? '-',
        peakMemory: row['peak_memory'] ?? '-',
      }));
    finished.push({ id: sweep.id, path: sweep.path, plan, started: started.length, completed });
  }
  return finished;
}

/** What the sweep's own script reports about these tasks; null if it fails. */
async function statesOf(
  directory: string,
  tasks: readonly number[],
  context: CommandContext,
): Promise<ReturnType<typeof readTsv> | null> {
  if (tasks.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'hsm-from-'));
  try {
    const list = join(folder, 'tasks');
    writeFileSync(list, tasks.map((task) => `${task}\n`).join(''));
    const words = ['-p', join(directory, 'scripts', 'status.sh'), '--tsv', '--only', `@${list}`];
    const { code, output } = await context.capture('bash', words);
    return code === 0 ? readTsv(output) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
