import { Decimal } from 'decimal.js';
import { floatText, type RangeNumber } from '../range.ts';
import type { Fraction } from './halton.ts';
import { normalQuantile } from './normal-quantile.ts';

/** For numbers with infinitely many decimals; far more digits than are kept. */
const Real: typeof Decimal = Decimal.clone({ precision: 30, toExpPos: 1000, toExpNeg: -1000 });
const Exact: typeof Decimal = Decimal.clone({ precision: 200, toExpPos: 1000, toExpNeg: -1000 });

/** How a number u from 0 to 1, 1 excluded, is transformed. The numbers are texts as written. */
export type Distribution =
  /** One of a number of choices, by position: floor(u n). */
  | { readonly kind: 'choice'; readonly count: number }
  /** One of several choices: the first whose cumulative weight, as a fraction of the total, exceeds u. */
  | { readonly kind: 'weighted'; readonly weights: readonly string[] }
  /** from + step floor(u n), where n is how many such numbers there are up to `to`. */
  | { readonly kind: 'steps'; readonly from: string; readonly to: string; readonly step: string }
  /** from + (to - from) u. */
  | { readonly kind: 'uniform'; readonly from: string; readonly to: string; readonly digits: number }
  /** from (to / from)^u. */
  | { readonly kind: 'log'; readonly from: string; readonly to: string; readonly digits: number }
  /** floor(from ((to + 1) / from)^u), whole numbers. */
  | { readonly kind: 'log-steps'; readonly from: string; readonly to: string }
  /** mean + sd Q(u), where Q is the quantile of the standard normal distribution; e to that with `isLog`. */
  | {
      readonly kind: 'normal';
      readonly mean: string;
      readonly sd: string;
      readonly digits: number;
      readonly isLog: boolean;
    };

/** The positions of choices, or the numbers, for each u of a column. */
export function drawNumbers(distribution: Distribution, us: readonly Fraction[]): readonly RangeNumber[] {
  const draw = drawer(distribution);
  return us.map(draw);
}

function drawer(distribution: Distribution): (u: Fraction) => RangeNumber {
  switch (distribution.kind) {
    case 'choice':
      return (u) => whole(floorOf(u, BigInt(distribution.count)));
    case 'weighted':
      return weighted(distribution.weights);
    case 'steps':
      return steps(distribution);
    case 'uniform': {
      const [from, to] = [new Real(distribution.from), new Real(distribution.to)];
      return (u) => float(from.plus(to.minus(from).times(realOf(u))), distribution.digits);
    }
    case 'log': {
      const [from, to] = [new Real(distribution.from).ln(), new Real(distribution.to).ln()];
      return (u) => float(from.plus(to.minus(from).times(realOf(u))).exp(), distribution.digits);
    }
    case 'log-steps': {
      const ends = [new Real(distribution.from), new Real(distribution.to)];
      const [first, last] = [Real.min(...ends), Real.max(...ends)];
      const width = last.plus(1).div(first).ln();
      return (u) => {
        const number = width.times(realOf(u)).exp().times(first).floor();
        // At the ends the last digit of a logarithm could make a difference.
        return whole(BigInt(Real.min(last, Real.max(first, number)).toFixed(0)));
      };
    }
    case 'normal': {
      const [mean, sd] = [new Real(distribution.mean), new Real(distribution.sd)];
      return (u) => {
        const number = sd.times(normalQuantile(realOf(insideOf(u)))).plus(mean);
        return float(distribution.isLog ? number.exp() : number, distribution.digits);
      };
    }
  }
}

function weighted(weights: readonly string[]): (u: Fraction) => RangeNumber {
  const numbers = weights.map((weight) => new Exact(weight));
  const places = Math.max(...numbers.map((number) => number.decimalPlaces()));
  const parts = numbers.map((number) => BigInt(number.times(new Exact(10).pow(places)).toFixed(0)));
  const all = parts.reduce((sum, part) => sum + part, 0n);
  return ({ numerator, denominator }) => {
    let sum = 0n;
    const place = parts.findIndex((part) => {
      sum += part;
      return numerator * all < sum * denominator;
    });
    return whole(BigInt(place));
  };
}

function steps({ from, to, step }: Distribution & { readonly kind: 'steps' }): (u: Fraction) => RangeNumber {
  const [first, last] = [new Exact(from), new Exact(to)];
  const each = new Exact(step).abs().times(last.lessThan(first) ? -1 : 1);
  const count = BigInt(last.minus(first).div(each).floor().plus(1).toFixed(0));
  const isWhole = [from, to, step].every((number) => /^[-+]?\d+$/.test(number));
  const places = isWhole ? 0 : Math.max(1, first.decimalPlaces(), each.decimalPlaces());
  return (u) => {
    const number = first.plus(each.times(floorOf(u, count).toString()));
    return { type: isWhole ? 'integer' : 'float', text: number.toFixed(places) };
  };
}

function floorOf({ numerator, denominator }: Fraction, count: bigint): bigint {
  return (numerator * count) / denominator;
}

function realOf({ numerator, denominator }: Fraction): Decimal {
  return new Real(numerator.toString()).div(denominator.toString());
}

/** 0 has no quantile: half a step is used instead. */
function insideOf({ numerator, denominator }: Fraction): Fraction {
  return numerator === 0n ? { numerator: 1n, denominator: denominator * 2n } : { numerator, denominator };
}

function whole(number: bigint): RangeNumber {
  return { type: 'integer', text: number.toString() };
}

function float(number: Decimal, digits: number): RangeNumber {
  return { type: 'float', text: floatText(number.toSignificantDigits(digits)) };
}
