import { join } from 'node:path';
import { parseCounts, type SweepCounts } from '../sweep-directory/counts.ts';
import type { PastSweep } from '../sweep-directory/sweeps.ts';
import type { CommandContext } from './context.ts';
import { reportMissing } from './past-sweep.ts';

/**
 * Gets a sweep's state from its own script; `hosts` are known to be gone, and schedulers are queried again after
 * `interval` seconds. Returns `old` if the sweep was built by a version without such a script, and `broken` if the
 * script fails.
 */
export async function readCounts(
  { path }: Pick<PastSweep, 'path'>,
  hosts: readonly string[],
  context: CommandContext,
  interval?: number,
): Promise<SweepCounts | 'old' | 'broken'> {
  const lost = hosts.flatMap((host) => ['--lost', host]);
  const asked = interval === undefined ? [] : ['--interval', String(interval)];
  const words = ['-p', join(path, 'scripts', 'status.sh'), '--counts', ...lost, ...asked];
  const { code, output } = await context.capture('bash', words, { quiet: true });
  // Built before --interval existed.
  if (code === 2 && interval !== undefined) return readCounts({ path }, hosts, context);
  // 2 for an unknown option, 127 if it does not exist.
  if (code === 2 || code === 127) return 'old';
  return (code === 0 ? parseCounts(output) : null) ?? 'broken';
}

/** Like `readCounts`; null after reporting a problem. */
export async function countsOf(
  sweep: PastSweep,
  hosts: readonly string[],
  context: CommandContext,
  interval?: number,
): Promise<SweepCounts | null> {
  const counts = await readCounts(sweep, hosts, context, interval);
  if (typeof counts !== 'string') return counts;
  if (counts === 'old') await reportMissing(sweep, 'scripts/status.sh --counts', context);
  else context.writeError(`hsm: ${sweep.id}: scripts/status.sh --counts fails\n`);
  return null;
}
