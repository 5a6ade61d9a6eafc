/** Something in a sweep directory that is not as a build and its tasks leave it. */
export interface Problem {
  readonly kind: ProblemKind;
  /** A `note` is worth knowing, and no error. */
  readonly level: 'wrong' | 'note';
  /** What it is, in one sentence without a full stop. */
  readonly text: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Paths that it concerns, relative to the sweep directory; those beside it begin with `../`. */
  readonly paths: readonly string[];
  /** Numbers of tasks that it concerns, ascending. */
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

/** A problem, with nothing where it concerns no paths and no tasks. */
export function problem(
  kind: ProblemKind,
  text: string,
  remedy: string,
  where: Partial<Pick<Problem, 'level' | 'paths' | 'tasks'>> = {},
): Problem {
  return { kind, level: 'wrong', text, remedy, paths: [], tasks: [], ...where };
}

/** `2 files` or `one file`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return count === 1 ? `one ${one}` : `${count} ${many}`;
}
