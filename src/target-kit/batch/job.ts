import type { Plan } from '../../plan/plan.ts';
import type { ResourceClass } from '../../plan/resource-classes.ts';
import type { Directive } from './directive.ts';
import type { Layout } from './layout.ts';
import type { BatchOptions } from './options.ts';

/** The checked and parsed input from which all files of a target are made. */
export interface BatchJob<Own extends object = object, Parsed = unknown> {
  readonly plan: Plan;
  readonly options: BatchOptions & Own;
  readonly layout: Layout;
  /** The target's own options, parsed. */
  readonly own: Parsed;
  /** `extra_directives`. */
  readonly extra: readonly Directive[];
  /** The class of tasks that it runs, if the sweep has several classes of resources; null for all tasks. */
  readonly part: JobPart | null;
  /** For the first class: the jobs of the others. */
  readonly others: readonly BatchJob<Own, Parsed>[];
}

/** The tasks of a class of resources. */
export interface JobPart extends Pick<ResourceClass, 'count' | 'ranges'> {
  /** From 1; the first class has the script with the scheduler's name. */
  readonly number: number;
}

/** The tasks of a class if they are consecutive; null if others lie between them. */
export function rangeOf({ ranges }: JobPart): { readonly first: number; readonly last: number } | null {
  return ranges?.length === 1 ? (ranges[0] ?? null) : null;
}

/** The job script of a class: `NAME.sh`, `NAME-2.sh`. */
export function jobScript(scheduler: string, { part }: BatchJob): string {
  return part === null || part.number === 1 ? `${scheduler}.sh` : `${scheduler}-${part.number}.sh`;
}
