import type { Command, Convention, WordTemplate } from './command.ts';
import type {
  Code,
  PlannedEnvironment,
  Provenance,
  Resources,
  Results,
  RetryRule,
  StopAfter,
  TaskNames,
  Wandb,
} from './run-settings.ts';

/**
 * The plan: the meaning of a sweep, as plain JSON. Targets see this and nothing before it. `schemas/plan.schema.json`
 * documents the same shape for other programs.
 */
export interface Plan {
  readonly format: 1;
  /** The program that compiled it, such as `hsm 0.1.0`. */
  readonly generator: string;
  readonly source: PlanSource;
  readonly space: Space;
  /** The number of tasks: the space's count, or the prefix selected by `--max-runs`. */
  readonly count: number;
  /**
   * Parameters that every task gets, before those of its cell. Their texts may have the placeholders of `command`, such
   * as `{task_dir}`.
   */
  readonly defaults: readonly Assignment[];
  readonly command: Command;
  readonly convention: Convention;
  readonly metadata: Readonly<Record<string, Value>>;
  readonly resources: Resources;
  readonly environment: PlannedEnvironment;
  readonly wandb: Wandb | null;
  /** The code that tasks run; if absent, the code at the time when each task starts. */
  readonly code?: Code;
  /** The content of provenance records; if absent, everything. */
  readonly provenance?: Provenance;
  /** The names of the tasks; absent if the sweep sets none. */
  readonly name?: TaskNames;
  /** The replicate parameters, such as a seed; absent if the sweep has none. */
  readonly replicates?: readonly string[];
  /** Which failed tasks run again with more resources; absent if the sweep does not set it. */
  readonly retry?: Retry;
  /** The number of failures that stops a submission; absent if the sweep does not set it. */
  readonly stop_after_failures?: StopAfter;
  /** The files in which tasks write their results; null if the sweep does not set them. */
  readonly results: Results | null;
}

/** A rule for each cause that the sweep names: at least one. */
export interface Retry {
  readonly out_of_memory?: RetryRule;
  readonly timeout?: RetryRule;
}

export interface PlanSource {
  /** Relative to the project root, with forward slashes: `sweeps/sweep.yaml`. */
  readonly path: string;
  /** SHA-256 of the file's bytes, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** A line and column, both from 1, in the sweep file; null for a value from a default or an option. */
export type Origin = { readonly line: number; readonly column: number } | null;

/** A value with its YAML 1.2 type and its text as written. */
export type Value =
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'integer' | 'float' | 'boolean' | 'null'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly Value[] }
  | { readonly type: 'map'; readonly entries: readonly MapEntry[] };

export interface MapEntry {
  readonly key: string;
  readonly value: Value;
}

export interface Assignment {
  readonly name: string;
  readonly value: Value;
  readonly origin: Origin;
}

/** A union of blocks, in the order written. Tasks of an earlier block come first. */
export interface Space {
  readonly blocks: readonly Block[];
}

/**
 * A product of axes without the excluded cells, perhaps limited to some of the rest. The first axis varies slowest, the
 * last fastest.
 */
export interface Block {
  readonly axes: readonly Axis[];
  readonly excludes: readonly Exclude[];
  readonly conditions: readonly Condition[];
  /** Which of the cells are tasks, and in which order; if absent, all of them. */
  readonly taken?: Taken;
  /**
   * Parameters that are derived from others, in the order in which they are passed after these; absent if the block has
   * none.
   */
  readonly derived?: readonly Derived[];
  /** The requests of its tasks that differ from the sweep's; absent if none do. */
  readonly resources?: Partial<Resources>;
  /**
   * The requests of its cases' tasks that differ from the block's; absent if none do. The runs cover the rows of the
   * last axis in order.
   */
  readonly caseResources?: readonly CaseResources[];
  readonly origin: Origin;
}

/** Neighbouring rows of the axis of cases, and the requests of tasks with these rows. */
export interface CaseResources {
  readonly rows: number;
  readonly resources: Partial<Resources>;
}

/** A parameter that is derived from others of its block: a text with placeholders for them, or a table. */
export type Derived = DerivedText | DerivedTable;

export interface DerivedText {
  readonly name: string;
  /** As written. */
  readonly formula: string;
  readonly origin: Origin;
  /** Has placeholders for parameters of the block and for `task_dir`, `task_id` and `sweep_id`. */
  readonly template: WordTemplate;
}

export interface DerivedTable {
  readonly name: string;
  readonly formula: string;
  readonly origin: Origin;
  /** The axes on which it depends, ascending. */
  readonly axes: readonly number[];
  /** One per combination of their rows, the last axis fastest; null for a combination without a value. */
  readonly values: readonly (Value | null)[];
}

/** Some cells of a block, listed. */
export interface Taken {
  /** The cell of each task, counted from 0 among the cells that the conditions keep. */
  readonly cells: readonly number[];
  /** The place in the sweep file that selects the cells; null for an option. */
  readonly origin: Origin;
}

/**
 * One parameter (from `grid`) or several that vary together (from `paired`, or from `cases`, where some may be
 * missing).
 */
export interface Axis {
  /** The name of a paired group, if it has one, else null. */
  readonly group: string | null;
  /** The file that the rows come from, if any. */
  readonly file?: TableFile;
  readonly parameters: readonly Parameter[];
  /** The number of rows: every parameter of the axis has as many values. */
  readonly size: number;
}

/** A table that was read at compile time. */
export interface TableFile {
  /** As written: relative to the project root. */
  readonly path: string;
  /** SHA-256 of the file's bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly origin: Origin;
}

/** A parameter of an axis. Its values are listed, or computed from the row if they are many and evenly spaced. */
export type Parameter = ListedParameter | RangeParameter;

export interface ListedParameter {
  readonly name: string;
  readonly origin: Origin;
  /** One per row; null if the row does not set it. */
  readonly values: readonly (Value | null)[];
  /** One per row. */
  readonly origins: readonly Origin[];
}

export interface RangeParameter {
  readonly name: string;
  readonly origin: Origin;
  readonly range: Range;
}

/**
 * Evenly spaced numbers: row `n` has `first + n * step`, whole numbers whose last `places` digits are after the decimal
 * point. None of them exceeds 2^53 - 1, up to which JavaScript and awk count exactly.
 */
export interface Range {
  readonly first: number;
  readonly step: number;
  /** 0 for integers, and at least 1 for floats. */
  readonly places: number;
  /** The place of the range in the sweep file. */
  readonly origin: Origin;
}

/**
 * Cells to drop: those that match on every axis named. An axis that is not named always matches. `rows` are the
 * matching row numbers of that axis, from 0, ascending.
 */
export interface Exclude {
  readonly matches: readonly { readonly axis: number; readonly rows: readonly number[] }[];
  readonly origin: Origin;
}

/**
 * An expression, or an `only`: the cells that meet it, as a decision diagram over the axes that it names. Conditions
 * are evaluated at compile time; scripts do not contain the expression.
 */
export interface Condition {
  /** `exclude` drops the cells that meet it. A kept cell meets at least one of the `only` conditions. */
  readonly kind: 'exclude' | 'only';
  /** As written; null for values of parameters. */
  readonly expression: string | null;
  /** The axes that it names, ascending. */
  readonly axes: readonly number[];
  /** Node 0 belongs to the first of these axes; the runs of a node cover its axis's rows in order. */
  readonly nodes: readonly (readonly ConditionRun[])[];
  readonly origin: Origin;
}

/** Neighbouring rows after which a condition continues in the same way. */
export interface ConditionRun {
  readonly rows: number;
  /** The node for the next of the condition's axes, or, if the remaining rows do not matter, whether it is met. */
  readonly next: number | boolean;
}
