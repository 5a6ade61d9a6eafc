import type { Plan } from '../../plan/plan.ts';
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
}
