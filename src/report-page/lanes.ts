/** A span of time. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The lane of each span, from 0: the first one that is free when the span begins. Spans need no order. */
export function lanesOf(spans: readonly Span[]): {
  readonly lanes: readonly number[];
  readonly count: number;
} {
  const lanes = new Array<number>(spans.length).fill(0);
  const order = spans.map((_, at) => at);
  order.sort((a, b) => (spans[a]?.from ?? 0) - (spans[b]?.from ?? 0) || a - b);
  /** The time at which each lane is free again. */
  const free: number[] = [];
  for (const at of order) {
    const { from, to } = spans[at] ?? { from: 0, to: 0 };
    const open = free.findIndex((time) => time <= from);
    const lane = open === -1 ? free.length : open;
    free[lane] = to;
    lanes[at] = lane;
  }
  return { lanes, count: free.length };
}
