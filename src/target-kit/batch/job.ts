import type { Plan } from '../../plan/plan.ts';
import type { ResourceClass } from '../../plan/resource-classes.ts';
import type { Directive } from './directive.ts';
import type { Layout } from './layout.ts';
import type { BatchOptions } from './options.ts';

/** What the checks have accepted, read: all that the files of a target are made of. */
export interface BatchJob<Own extends object = object, Parsed = unknown> {
  readonly plan: Plan;
  readonly options: BatchOptions & Own;
  readonly layout: Layout;
  /** The target's own options, as it has read them. */
  readonly own: Parsed;
  /** `extra_directives`. */
  readonly extra: readonly Directive[];
  /** Which tasks it is for, where the sweep has several classes of resources; null for all. */
  readonly part: JobPart | null;
  /** Of the first class: the jobs of the others. */
  readonly others: readonly BatchJob<Own, Parsed>[];
}

/** The tasks of a class of resources. */
export interface JobPart extends Pick<ResourceClass, 'count' | 'ranges'> {
  /** From 1; the first class has the script of the scheduler's name. */
  readonly number: number;
}

/** The tasks of a class that follow one another; null where others lie between them. */
export function rangeOf({ ranges }: JobPart): { readonly first: number; readonly last: number } | null {
  return ranges?.length === 1 ? (ranges[0] ?? null) : null;
}

/** The job script of a class: `NAME.sh`, `NAME-2.sh`. */
export function jobScript(scheduler: string, { part }: BatchJob): string {
  return part === null || part.number === 1 ? `${scheduler}.sh` : `${scheduler}-${part.number}.sh`;
}
