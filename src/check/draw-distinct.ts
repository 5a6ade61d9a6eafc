import { RandomWords } from './sample/random-words.ts';

/**
 * So many different numbers from 0 to `limit` - 1, in the order in which they are drawn: those that were there already are drawn again. All
 * numbers where there are no more. More of them begin with the same ones, and the limit costs nothing, only what is
 * drawn.
 */
export function drawDistinct(
  { count, seed }: { readonly count: number; readonly seed: number },
  limit: number,
): readonly number[] {
  const words = new RandomWords(seed);
  const drawn = new Set<number>();
  while (drawn.size < Math.min(count, limit)) drawn.add(words.below(limit));
  return [...drawn];
}
