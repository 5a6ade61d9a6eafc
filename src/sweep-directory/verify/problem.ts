/** A deviation of a sweep directory from what a build and its tasks write. */
export interface Problem {
  readonly kind: ProblemKind;
  /** A `note` is worth knowing, but not an error. */
  readonly level: 'wrong' | 'note';
  /** A description, in one sentence without a full stop. */
  readonly text: string;
  /** What to do about it. */
  readonly remedy: string;
  /** The paths concerned, relative to the sweep directory; paths next to it begin with `../`. */
  readonly paths: readonly string[];
  /** The numbers of the tasks concerned, ascending. */
  readonly tasks: readonly number[];
}

export type ProblemKind =
  | 'manifest'
  | 'plan'
  | 'edited'
  | 'gone'
  | 'foreign'
  | 'update'
  | 'journal'
  | 'no-such-task'
  | 'no-directory'
  | 'no-results'
  | 'no-record';

/** A problem, by default without paths and tasks. */
export function problem(
  kind: ProblemKind,
  text: string,
  remedy: string,
  where: Partial<Pick<Problem, 'level' | 'paths' | 'tasks'>> = {},
): Problem {
  return { kind, level: 'wrong', text, remedy, paths: [], tasks: [], ...where };
}
