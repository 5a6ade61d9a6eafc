import type { Plan } from '../../plan/plan.ts';
import type { Resources } from '../../plan/run-settings.ts';
import type { ResourceOptions } from '../../settings/target-resources.ts';
import type { OptionSchemas } from '../option-schema.ts';
import type { Places } from '../target.ts';
import type { DirectiveRules } from './directive-rules.ts';
import type { BatchJob } from './job.ts';
import type { NodeShare } from './node-share.ts';
import type { OptionReader } from './option-reader.ts';
import type { BatchOptions } from './options.ts';
import type { SchedulerTraits } from './scheduler.ts';

/**
 * The definition of a scheduler for the batch kit. `Own` are the options that only its target has; `Parsed` is their parsed form.
 */
export interface BatchDefinition<Own extends object = object, Parsed = unknown> extends SchedulerTraits {
  /** One line for `hsm build --help`. */
  readonly summary: string;
  readonly options: OptionSchemas<Own>;
  /** Keys that users may expect among the options, with the place where they belong. */
  readonly elsewhere?: Readonly<Record<string, string>>;
  /** Its names for resources; `walltime` is always one. */
  readonly resourceOptions: ResourceOptions;
  readonly honours: readonly (keyof Resources)[];
  readonly directives: DirectiveRules<Own, Parsed>;
  /** Checks and reads its own options. */
  parse(options: BatchOptions & Own, reader: OptionReader, plan: Plan, places: Places): Parsed;
  /** A task's share of a node, if its own options express it differently from resources. */
  nodeShare?(job: BatchJob<Own, Parsed>): Partial<NodeShare>;
  /** Additional views for its own templates. */
  view?(job: BatchJob<Own, Parsed>): object;
}
