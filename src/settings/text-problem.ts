/** Something wrong with a text, placed by offsets in it; `report-problem.ts` makes the diagnostic. */
export interface TextProblem {
  readonly kind: 'walltime' | 'memory' | 'count' | 'name' | 'resource' | 'growth' | 'failures';
  /** The part that is wrong. */
  readonly text: string;
  /** Offset of `text` in the whole. */
  readonly start: number;
  /** For `count` and `name`: of what, as in "is not a number of CPUs". */
  readonly setting: string;
  /** What is said beside the underlined text. */
  readonly label: string;
  readonly help: string | undefined;
}

/** A value, or why there is none. */
export type Parsed<T> =
  | { readonly value: T; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: TextProblem };

/** A problem with the whole of a text. */
export function problemWith(
  kind: TextProblem['kind'],
  text: string,
  label: string,
  help?: string,
  setting = '',
): { readonly problem: TextProblem } {
  return { problem: { kind, text, start: 0, setting, label, help } };
}

/** The same problem in a longer text that holds the first one at `offset`. */
export function shifted(problem: TextProblem, offset: number): TextProblem {
  return { ...problem, start: problem.start + offset };
}
