import type { PastSweep } from '../sweep-directory/sweeps.ts';
import type { CommandContext } from './context.ts';
import { mapBounded } from './map-bounded.ts';
import type { Watched } from './monitor-view.ts';
import { answerAge, askQueues } from './queue-jobs.ts';
import { readCounts } from './read-counts.ts';

/** How many sweeps are asked at a time. */
const AT_A_TIME = 2;

/** In seconds. For the last of many sweeps the answer must not have become too old, or it would ask again. */
const LONGEST_LOOK = 600;

/**
 * Asks sweeps for their state; `lost` are hosts that are known to be gone. A sweep whose state is unknown has no counts. Schedulers are
 * asked once for all sweeps, and not again for `interval` seconds.
 */
export async function lookAtSweeps(
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
