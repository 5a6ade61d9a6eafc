import { RandomWords } from './sample/random-words.ts';

/**
 * Draws the given number of distinct numbers from 0 to `limit` - 1, in order of drawing: repeated numbers are drawn
 * again. Returns all numbers if there are no more. A larger draw begins with the same numbers. The cost depends only on
 * how many are drawn, not on the limit.
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
