import type { Plan } from '../../plan/plan.ts';
import type { ResourceClass } from '../../plan/resource-parts.ts';
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
export interface JobPart {
  /** From 1; the first class has the script of the scheduler's name. */
  readonly number: number;
  readonly ranges: ResourceClass['ranges'];
}

/** The job script of a class: `NAME.sh`, `NAME-2.sh`. */
export function jobScript(scheduler: string, { part }: BatchJob): string {
  return part === null || part.number === 1 ? `${scheduler}.sh` : `${scheduler}-${part.number}.sh`;
}
