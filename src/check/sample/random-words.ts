import { mersenne } from 'pure-rand/generator/mersenne';

/** 2^53: whole numbers below it are exact. */
const NUMBERS: number = 2 ** 53;

/**
 * Random numbers from a seed, the same on every machine and in every version: the words come from MT19937, seeded by `init_genrand`
 * (Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998, and their mt19937ar.c); how words become numbers is defined
 * here.
 */
export class RandomWords {
  readonly #generator: { next(): number };

  /** `seed` is a whole number from 0 to 2^32 - 1. */
  constructor(seed: number) {
    this.#generator = mersenne(seed | 0);
  }

  /** A whole number from 0 to 2^32 - 1. */
  word(): number {
    return this.#generator.next() >>> 0;
  }

  /** A whole number from 0 to 2^53 - 1, from the upper 27 bits of a word and the upper 26 of the next: `genrand_res53` times 2^53. */
  number(): number {
    const upper = this.word() >>> 5;
    return upper * 2 ** 26 + (this.word() >>> 6);
  }

  /**
   * A uniform whole number from 0 to `limit` - 1: `number` modulo `limit`, drawn again unless it is below the largest multiple of `limit`
   * up to 2^53.
   */
  below(limit: number): number {
    const most = NUMBERS - (NUMBERS % limit);
    let drawn = this.number();
    while (drawn >= most) drawn = this.number();
    return drawn % limit;
  }

  /** The numbers from 0 to `count` - 1 in random order: Durstenfeld's shuffle, from the end (CACM 7(7), 1964). */
  permutation(count: number): readonly number[] {
    const order = Array.from({ length: count }, (_, at) => at);
    for (let last = count - 1; last > 0; last -= 1) {
      const other = this.below(last + 1);
      [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
    }
    return order;
  }
}
