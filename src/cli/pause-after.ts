/** Seconds between two readings of the journals. */
const LEAST = 2;
const MOST = 30;

/**
 * A pause is this many times as long as a reading, so that watching takes less than 5% of a core, although the programs of a reading use
 * up to two cores at a time.
 */
const PAUSES_PER_LOOK = 40;

/**
 * Seconds to wait before the next reading; `looks` are the seconds that each one took so far. The fastest counts,
 * because the others waited for a busy machine. A single one means little, because its files had to be read from disk.
 */
export function pauseAfter(looks: readonly number[]): number {
  const fastest = looks.length < 2 ? 0 : Math.min(...looks.slice(-10));
  return Math.min(MOST, Math.max(LEAST, fastest * PAUSES_PER_LOOK));
}
