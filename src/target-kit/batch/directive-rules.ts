import type { Plan } from '../../plan/plan.ts';
import type { Directive, DirectiveConflict } from './directive.ts';
import type { BatchJob } from './job.ts';
import type { BatchOptions } from './options.ts';

/** A scheduler's rules for directives. */
export interface DirectiveRules<Own extends object, Parsed> {
  /** Reads one of `extra_directives`, optionally after the directive prefix. Null if it is not a directive. */
  read(text: string): Directive | null;
  /** How to write one. */
  readonly form: string;
  /** Options that the scripts set themselves or rely on, with what to do instead. */
  readonly reserved: Readonly<Record<string, string>>;
  /** Options that the target sets from an option or a resource, with its name. */
  readonly typed: Readonly<Record<string, string>>;
  /** Other options whose abbreviations must not be taken for one of these. Undefined if names cannot be abbreviated. */
  readonly alsoKnown?: readonly string[];
  conflict?(directive: Directive, plan: Plan, options: BatchOptions & Own): DirectiveConflict | null;
  /** The directives of the job script, without their prefix, in the order shown. */
  lines(job: BatchJob<Own, Parsed>): readonly string[];
}
