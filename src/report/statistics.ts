/** The statistics of a configuration's replicates. A single value only has a mean: the rest is NaN. */
export interface Statistics {
  readonly count: number;
  readonly mean: number;
  /** The sample's: the sum of squares is divided by the count minus one. */
  readonly deviation: number;
  /** The ends of the 95% confidence interval of the mean, by Student's t. */
  readonly low: number;
  readonly high: number;
}

/** The same sums as those of `collect.awk`. */
export function describeSample(values: readonly number[]): Statistics {
  const count = values.length;
  const nothing = { mean: Number.NaN, deviation: Number.NaN, low: Number.NaN, high: Number.NaN };
  if (count === 0) return { count, ...nothing };
  const mean = sumOf(values) / count;
  if (count === 1) return { count, ...nothing, mean };
  const rest = values.reduce((sum, value) => sum + (value - mean), 0);
  const squares = sumOf(values.map((value) => (value - mean) ** 2)) - (rest * rest) / count;
  const deviation = Math.sqrt(Math.max(0, squares) / (count - 1));
  const half = (studentT(count - 1) * deviation) / Math.sqrt(count);
  return { count, mean, deviation, low: mean - half, high: mean + half };
}

/** Neumaier's sum: the rounding error of each addition is kept separately. */
function sumOf(values: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const sum = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - sum + value : value - sum + total;
    total = sum;
  }
  return total + lost;
}

const known = new Map<number, number>();

/**
 * The two-sided 95% quantile t of Student's distribution. The angle atan(t / √degrees) is found by bisection: the probability inside is a
 * finite sum (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4). For many degrees of freedom t is a series
 * (26.7.5).
 */
export function studentT(degrees: number): number {
  let t = known.get(degrees);
  if (t === undefined) {
    t = degrees > 1000 ? seriesOf(degrees) : Math.sqrt(degrees) * Math.tan(angleOf(degrees));
    known.set(degrees, t);
  }
  return t;
}

function seriesOf(degrees: number): number {
  const z = 1.959963984540054;
  return (
    z +
    (z ** 3 + z) / 4 / degrees +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96 / degrees ** 2 +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384 / degrees ** 3
  );
}

function angleOf(degrees: number): number {
  let [below, above] = [0, Math.PI / 2];
  for (let step = 0; step < 60; step += 1) {
    const middle = (below + above) / 2;
    if (within(middle, degrees) < 0.95) below = middle;
    else above = middle;
  }
  return above;
}

function within(angle: number, degrees: number): number {
  if (degrees === 1) return angle / (Math.PI / 2);
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = term;
  for (let at = isOdd ? 3 : 2; at <= degrees - 2; at += 2) {
    term *= ((at - 1) / at) * Math.cos(angle) ** 2;
    sum += term;
  }
  return isOdd ? (angle + Math.sin(angle) * sum) / (Math.PI / 2) : Math.sin(angle) * sum;
}
