import { join } from 'node:path';
import { parseCounts, type SweepCounts } from '../sweep-directory/counts.ts';
import type { PastSweep } from '../sweep-directory/sweeps.ts';
import type { CommandContext } from './context.ts';
import { reportMissing } from './past-sweep.ts';

/**
 * Asks a sweep's own script how it stands; `hosts` are known to be gone, and schedulers are asked anew after `interval` seconds. Where a sweep was built by a version without
 * such a script, `old`; where the script fails, `broken`.
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
  // Before there was --interval.
  if (code === 2 && interval !== undefined) return readCounts({ path }, hosts, context);
  // 2 for an option that it does not know, 127 where it is not there.
  if (code === 2 || code === 127) return 'old';
  return (code === 0 ? parseCounts(output) : null) ?? 'broken';
}

/** As `readCounts`; null after saying what is wrong. */
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
