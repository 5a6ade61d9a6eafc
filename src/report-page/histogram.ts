import { endsOf } from './axis.ts';

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const MOST_BINS = 40;

/** Bins of equal width by the rule of Freedman and Diaconis, which derives the width from the interquartile range. */
export function binsOf(values: readonly number[]): readonly Bin[] {
  if (values.length === 0) return [];
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = endsOf(sorted);
  if (least === most) {
    const half = least === 0 ? 0.5 : least / 10;
    return [{ from: least - half, to: most + half, count: values.length }];
  }
  const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const width = (2 * spread) / Math.cbrt(sorted.length);
  const wanted = width > 0 ? Math.ceil((most - least) / width) : 10;
  const count = Math.min(MOST_BINS, Math.max(5, wanted));
  const counts = new Array<number>(count).fill(0);
  for (const value of sorted) {
    const at = Math.min(count - 1, Math.floor(((value - least) / (most - least)) * count));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const step = (most - least) / count;
  return counts.map((each, at) => ({ from: least + at * step, to: least + (at + 1) * step, count: each }));
}

/** The value below which a fraction of sorted values lies. */
export function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return below + (above - below) * (at - Math.floor(at));
}
