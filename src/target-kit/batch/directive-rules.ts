import type { Plan } from '../../plan/plan.ts';
import type { Directive, DirectiveConflict } from './directive.ts';
import type { BatchJob } from './job.ts';
import type { BatchOptions } from './options.ts';

/** What a scheduler says of its directives. */
export interface DirectiveRules<Own extends object, Parsed> {
  /** Reads one of `extra_directives`, perhaps after the word that directives begin with. Null where it is none. */
  read(text: string): Directive | null;
  /** How to write one. */
  readonly form: string;
  /** Options that the scripts say themselves or rely on, with what to do instead. */
  readonly reserved: Readonly<Record<string, string>>;
  /** Options that the target says from an option or a resource, with its name. */
  readonly typed: Readonly<Record<string, string>>;
  /** Other options whose beginnings must not be taken for one of these. Undefined where names cannot be shortened. */
  readonly alsoKnown?: readonly string[];
  conflict?(directive: Directive, plan: Plan, options: BatchOptions & Own): DirectiveConflict | null;
  /** The lines of the job script, without the word that they begin with, in the order that they are shown. */
  lines(job: BatchJob<Own, Parsed>): readonly string[];
  /** Options that say who pays and where, for jobs of the sweep that are not tasks. */
  site(plan: Plan): readonly string[];
}
