/** A text that diagnostics can point into, and the name under which messages show it. */
export interface Source {
  /** The path as the user would type it, relative to the working directory. */
  readonly path: string;
  readonly text: string;
}

/** A half-open range of UTF-16 offsets in a source: `start` is included, `end` is not. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** A place as editors count it: the first character of a file is line 1, column 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStartsOf = new WeakMap<Source, readonly number[]>();

/** The offsets at which lines begin; computed once per source. */
export function lineStarts(source: Source): readonly number[] {
  let starts = lineStartsOf.get(source);
  if (starts === undefined) {
    const found = [0];
    for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1)) {
      found.push(at + 1);
    }
    starts = found;
    lineStartsOf.set(source, starts);
  }
  return starts;
}

/** The line and column of an offset. An offset past the end counts as the end. */
export function positionAt(source: Source, offset: number): Position {
  const starts = lineStarts(source);
  const bounded = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= bounded) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: bounded - (starts[low] ?? 0) + 1 };
}
