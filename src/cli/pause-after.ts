/** Seconds between two looks at the journals. */
const LEAST = 2;
const MOST = 30;

/** A pause is this many times as long as a look, so that watching takes 4% of a core at most. */
const PAUSES_PER_LOOK = 25;

/**
 * Seconds to wait before the next look; `looks` are the seconds that each look so far took. The fastest look counts: the others
 * waited for a busy machine. A single look says nothing, because its files had to be read from the disk.
 */
export function pauseAfter(looks: readonly number[]): number {
  const fastest = looks.length < 2 ? 0 : Math.min(...looks.slice(-10));
  return Math.min(MOST, Math.max(LEAST, fastest * PAUSES_PER_LOOK));
}
