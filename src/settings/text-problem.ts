/** A problem with a text, located by offsets; `report-problem.ts` makes the diagnostic. */
export interface TextProblem {
  readonly kind: 'walltime' | 'memory' | 'count' | 'name' | 'resource' | 'growth' | 'failures';
  /** The part that is wrong. */
  readonly text: string;
  /** The offset of `text` in the whole text. */
  readonly start: number;
  /** For `count` and `name`: the kind, as in "is not a number of CPUs". */
  readonly setting: string;
  /** The label at the underlined text. */
  readonly label: string;
  readonly help: string | undefined;
}

/** A value, or the reason why there is none. */
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

/** The same problem in a longer text that contains the first one at `offset`. */
export function shifted(problem: TextProblem, offset: number): TextProblem {
  return { ...problem, start: problem.start + offset };
}
