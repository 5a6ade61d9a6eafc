import type { PastSweep } from '../sweep-directory/sweeps.ts';
import type { CommandContext } from './context.ts';
import { mapBounded } from './map-bounded.ts';
import type { Watched } from './monitor-view.ts';
import { answerAge, askQueues } from './queue-jobs.ts';
import { readCounts } from './read-counts.ts';

/** How many sweeps are queried at a time. */
const AT_A_TIME = 2;

/**
 * In seconds. The answer must still be recent enough for the last of many sweeps, which would otherwise query again.
 */
const LONGEST_LOOK = 600;

/**
 * Queries the state of sweeps; `lost` are hosts that are known to be gone. A sweep whose state is unknown has no
 * counts. Schedulers are queried once for all sweeps, and not again for `interval` seconds.
 */
export async function querySweeps(
  sweeps: readonly PastSweep[],
  lost: readonly string[],
  context: CommandContext,
  interval?: number,
): Promise<readonly Watched[]> {
  const age = interval ?? answerAge;
  const isAsked = sweeps.length > 1;
  if (isAsked) await askQueues(sweeps, age, context);
  return mapBounded(sweeps, AT_A_TIME, async (sweep) => {
    const counts = await readCounts(sweep, lost, context, isAsked ? age + LONGEST_LOOK : interval);
    return { sweep, counts: typeof counts === 'string' ? null : counts };
  });
}
