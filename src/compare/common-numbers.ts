/** `size` whole numbers, starting at `first`. */
export interface Progression {
  readonly first: number;
  readonly step: number;
  readonly size: number;
}

/** How many numbers two arithmetic progressions share, by the extended Euclidean algorithm. */
export function commonNumbers(a: Progression, b: Progression): number {
  const ascending = ({ first, step, size }: Progression): [bigint, bigint, bigint] => {
    const last = first + step * (size - 1);
    return [BigInt(Math.min(first, last)), BigInt(Math.abs(step)), BigInt(Math.max(first, last))];
  };
  const [from, step, to] = ascending(a);
  const [otherFrom, otherStep, otherTo] = ascending(b);
  const [divisor, factor] = euclid(step, otherStep);
  const distance = otherFrom - from;
  if (distance % divisor !== 0n) return 0;
  const period = (step * otherStep) / divisor;
  const modulo = otherStep / divisor;
  const times = ((((distance / divisor) * factor) % modulo) + modulo) % modulo;
  const common = from + step * times;
  // biome-ignore lint/complexity/useMathMinMax: Math knows no BigInt
  const low = from > otherFrom ? from : otherFrom;
  // biome-ignore lint/complexity/useMathMinMax: Math knows no BigInt
  const high = to < otherTo ? to : otherTo;
  const lowest = common >= low ? common : common + ((low - common + period - 1n) / period) * period;
  return lowest > high ? 0 : Number((high - lowest) / period) + 1;
}

/** The greatest common divisor, and the factor of `a` in `a * factor + b * other = divisor`. */
function euclid(a: bigint, b: bigint): readonly [bigint, bigint] {
  let [old, rest] = [a, b];
  let [factor, next] = [1n, 0n];
  while (rest !== 0n) {
    const quotient = old / rest;
    [old, rest] = [rest, old - quotient * rest];
    [factor, next] = [next, factor - quotient * next];
  }
  return [old, factor];
}
