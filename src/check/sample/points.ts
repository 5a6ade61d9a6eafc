import { type Fraction, haltonPoints } from './halton.ts';
import { RandomWords } from './random-words.ts';
import { sobolPoints } from './sobol.ts';

/** How points are drawn. */
export type Method = 'random' | 'latin_hypercube' | 'sobol' | 'halton';

export interface Draw {
  readonly method: Method;
  readonly count: number;
  /** Null for the points of `sobol` and `halton` as they are published. */
  readonly seed: number | null;
}

/** The seed if one is needed and none was given. */
const UNSEEDED = 0;

const BITS_53: bigint = 2n ** 53n;
const BITS_32: bigint = 2n ** 32n;

/** Points in the unit cube, one coordinate per dimension, as exact fractions. Equal draws give equal points, always. */
export function drawPoints(
  { method, count, seed }: Draw,
  dimensions: number,
): readonly (readonly Fraction[])[] {
  const words = new RandomWords(seed ?? UNSEEDED);
  switch (method) {
    case 'random':
      return Array.from({ length: count }, () =>
        Array.from({ length: dimensions }, () => randomFraction(words)),
      );
    case 'latin_hypercube':
      return latinHypercube(count, dimensions, words);
    case 'sobol':
      return shiftedSobol(count, dimensions, seed === null ? null : words);
    case 'halton':
      return shiftedHalton(count, dimensions, seed === null ? null : words);
  }
}

function randomFraction(words: RandomWords): Fraction {
  return { numerator: BigInt(words.number()), denominator: BITS_53 };
}

/**
 * One point per stratum in each dimension: (p_i + u_i) / n with a random permutation p of 0 to n - 1, drawn first, and random
 * u. McKay, Beckman and Conover, Technometrics 21(2), 1979.
 */
function latinHypercube(
  count: number,
  dimensions: number,
  words: RandomWords,
): readonly (readonly Fraction[])[] {
  const denominator = BigInt(count) * BITS_53;
  const columns = Array.from({ length: dimensions }, () =>
    words
      .permutation(count)
      .map((stratum) => ({ numerator: BigInt(stratum) * BITS_53 + BigInt(words.number()), denominator })),
  );
  return Array.from({ length: count }, (_, at) => columns.flatMap((column) => column[at] ?? []));
}

/** With a seed, each dimension is XORed with a random word, a digital shift, which preserves the nets. */
function shiftedSobol(
  count: number,
  dimensions: number,
  words: RandomWords | null,
): readonly (readonly Fraction[])[] {
  const shifts = Array.from({ length: dimensions }, () => words?.word() ?? 0);
  return sobolPoints(count, dimensions).map((point) =>
    shifts.map((shift, dimension) => ({
      numerator: BigInt(((point[dimension] ?? 0) ^ shift) >>> 0),
      denominator: BITS_32,
    })),
  );
}

/** With a seed, a random number is added to each dimension, modulo 1. Cranley and Patterson, SIAM J. Numer. Anal. 13(6), 1976. */
function shiftedHalton(
  count: number,
  dimensions: number,
  words: RandomWords | null,
): readonly (readonly Fraction[])[] {
  const points = haltonPoints(count, dimensions);
  if (words === null) return points;
  const shifts = Array.from({ length: dimensions }, () => BigInt(words.number()));
  return points.map((point) =>
    point.map(({ numerator, denominator }, dimension) => {
      const whole = denominator * BITS_53;
      const sum = numerator * BITS_53 + (shifts[dimension] ?? 0n) * denominator;
      return { numerator: sum % whole, denominator: whole };
    }),
  );
}
