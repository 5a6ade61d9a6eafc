/** A number from 0 to 1, 1 excluded, as a fraction of integers. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * The points 1, 2, … of Halton's sequence: coordinate d of point n is n written in base of the d-th prime, mirrored at the point.
 * J. H. Halton, "On the efficiency of certain quasi-random sequences of points", Numerische Mathematik 2, 1960.
 */
export function haltonPoints(count: number, dimensions: number): readonly (readonly Fraction[])[] {
  const bases = primes(dimensions).map(BigInt);
  return Array.from({ length: count }, (_, at) => bases.map((base) => radicalInverse(BigInt(at + 1), base)));
}

/** `n` written in a base, mirrored at the point: 6, which is 110 in base 2, becomes 0.011. */
function radicalInverse(n: bigint, base: bigint): Fraction {
  let numerator = 0n;
  let denominator = 1n;
  for (let left = n; left > 0n; left /= base) {
    numerator = numerator * base + (left % base);
    denominator *= base;
  }
  return { numerator, denominator };
}

/** The first primes. */
function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
