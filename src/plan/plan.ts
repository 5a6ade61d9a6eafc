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
 * The plan: what a sweep means, as plain JSON. Targets see this and nothing before it.
 * `schemas/plan.schema.json` documents the same shape for other programs.
 */
export interface Plan {
  readonly format: 1;
  /** The program that compiled it, as `hsm 0.1.0`. */
  readonly generator: string;
  readonly source: PlanSource;
  readonly space: Space;
  /** How many tasks there are: the space's count, or the prefix that `--max-runs` asked for. */
  readonly count: number;
  /** Parameters that every task gets, before those of its cell. Their texts may have the holes of `command`: `{task_dir}`. */
  readonly defaults: readonly Assignment[];
  readonly command: Command;
  readonly convention: Convention;
  readonly metadata: Readonly<Record<string, Value>>;
  readonly resources: Resources;
  readonly environment: PlannedEnvironment;
  readonly wandb: Wandb | null;
  /** Which code the tasks run; absent for the code when each task starts. */
  readonly code?: Code;
  /** What records contain; absent for everything. */
  readonly provenance?: Provenance;
  /** What the tasks are called; absent where the sweep does not say. */
  readonly name?: TaskNames;
  /** The parameters that only repeat, as a seed does; absent where the sweep does not say. */
  readonly replicates?: readonly string[];
  /** Which failed tasks are run again with more; absent where the sweep does not say. */
  readonly retry?: Retry;
  /** How many failures stop a submission; absent where the sweep does not say. */
  readonly stop_after_failures?: StopAfter;
  /** Where the tasks leave their results; null where the sweep does not say. */
  readonly results: Results | null;
}

/** A rule for each cause that the sweep names: one at least. */
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

/** A line and column, both from 1, in the sweep file; null for what a default or an option supplied. */
export type Origin = { readonly line: number; readonly column: number } | null;

/** A value with its YAML 1.2 type and the text it was written with. */
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
 * A product of axes less the excluded cells, and of these perhaps some alone. The first axis varies slowest, the last fastest.
 */
export interface Block {
  readonly axes: readonly Axis[];
  readonly excludes: readonly Exclude[];
  readonly conditions: readonly Condition[];
  /** Which of the cells are tasks, and in which order; without it all of them. */
  readonly taken?: Taken;
  /** Parameters that are made of others, in the order in which they are passed after these; absent where there are none. */
  readonly derived?: readonly Derived[];
  /** What its tasks ask for instead of what the sweep says; absent where that is nothing else. */
  readonly resources?: Partial<Resources>;
  /** What tasks of its cases ask for instead of that; absent where that is nothing else. The runs cover the rows of the last axis in order. */
  readonly caseResources?: readonly CaseResources[];
  readonly origin: Origin;
}

/** Neighbouring rows of the axis of cases, and what tasks with these rows ask for. */
export interface CaseResources {
  readonly rows: number;
  readonly resources: Partial<Resources>;
}

/** A parameter that is made of others of its block: a text with holes for them, or a table. */
export type Derived = DerivedText | DerivedTable;

export interface DerivedText {
  readonly name: string;
  /** As it was written. */
  readonly formula: string;
  readonly origin: Origin;
  /** Has holes for parameters of the block and for `task_dir`, `task_id` and `sweep_id`. */
  readonly template: WordTemplate;
}

export interface DerivedTable {
  readonly name: string;
  readonly formula: string;
  readonly origin: Origin;
  /** The axes on which it depends, ascending. */
  readonly axes: readonly number[];
  /** One for each combination of their rows, the last axis fastest; null where it has none. */
  readonly values: readonly (Value | null)[];
}

/** Some cells of a block, listed. */
export interface Taken {
  /** Of each task its cell, counted from 0 among those that the conditions leave. */
  readonly cells: readonly number[];
  /** Where it is said; null for an option. */
  readonly origin: Origin;
}

/** One parameter (from `grid`) or several that move together (from `paired`, or from `cases`, which may leave some out). */
export interface Axis {
  /** The group's name where a paired group has one, else null. */
  readonly group: string | null;
  /** The file, where the rows are those of one. */
  readonly file?: TableFile;
  readonly parameters: readonly Parameter[];
  /** How many rows: every parameter of the axis has as many values. */
  readonly size: number;
}

/** A table that was read when the sweep was compiled. */
export interface TableFile {
  /** As it was written: relative to the project root. */
  readonly path: string;
  /** SHA-256 of the file's bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly origin: Origin;
}

/** A parameter of an axis: its values are listed, or where they are many and evenly spaced computed from the row. */
export type Parameter = ListedParameter | RangeParameter;

export interface ListedParameter {
  readonly name: string;
  readonly origin: Origin;
  /** One per row; null where the row does not set it. */
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
 * Evenly spaced numbers: row `n` has `first + n * step`, whole numbers of which the last `places` digits are behind the
 * decimal point. None of them is beyond what JavaScript and awk count exactly, 2^53 - 1.
 */
export interface Range {
  readonly first: number;
  readonly step: number;
  /** 0 for integers, and at least 1 for floats. */
  readonly places: number;
  /** Where the range is written. */
  readonly origin: Origin;
}

/**
 * Cells to drop: those that match on every axis named. Axes not named match always.
 * `rows` are the matching row numbers of that axis, from 0, ascending.
 */
export interface Exclude {
  readonly matches: readonly { readonly axis: number; readonly rows: readonly number[] }[];
  readonly origin: Origin;
}

/**
 * An expression, or what `only` says: which cells meet it, as a decision diagram over the axes that it names. The conditions
 * are met or not when the sweep is compiled; no script knows the expression.
 */
export interface Condition {
  /** `exclude` drops the cells that meet it. Of the conditions that are `only`, a kept cell meets one at least. */
  readonly kind: 'exclude' | 'only';
  /** As it was written; null for values of parameters. */
  readonly expression: string | null;
  /** The axes that it names, ascending. */
  readonly axes: readonly number[];
  /** Node 0 is for the first of these axes; the runs of a node cover its axis's rows in order. */
  readonly nodes: readonly (readonly ConditionRun[])[];
  readonly origin: Origin;
}

/** Neighbouring rows after which a condition goes on alike. */
export interface ConditionRun {
  readonly rows: number;
  /** The node for the next of the condition's axes, or whether it is met, whatever their rows. */
  readonly next: number | boolean;
}

/** A word of the command line, made of literal text and of holes filled when a task runs. */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hole'; readonly hole: Hole };

/**
 * `value` and `name` appear only in a convention's templates; `home` only where a setting's path begins with `~/`;
 * `sweep_dir` and `project_dir` only in the words of a container.
 */
export type Hole =
  | { readonly kind: 'name' }
  /** The text of a parameter, in the words of the command and in derived texts. */
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'value' }
  | { readonly kind: 'task_dir' }
  | { readonly kind: 'task_id' }
  | { readonly kind: 'sweep_id' }
  | { readonly kind: 'sweep_dir' }
  | { readonly kind: 'project_dir' }
  /** Numbers of the resources: of a launcher, which has them filled in a plan. */
  | { readonly kind: 'nodes' | 'ranks' | 'cpus' | 'gpus' }
  /** A variable of the environment in which the scripts run; without a fallback it has to be set. */
  | { readonly kind: 'env'; readonly name: string; readonly fallback: string | null }
  | { readonly kind: 'home' };

export type WordTemplate = readonly WordPart[];

export interface Command {
  /** The words that start the rest as one program or several, on one node or more; none where nothing does. */
  readonly launcher: readonly WordTemplate[];
  /** The words that start the rest in a container, after the launcher: each rank has its own; none without one. */
  readonly container: readonly WordTemplate[];
  /** The words before the parameters. */
  readonly words: readonly WordTemplate[];
  readonly origin: Origin;
  /**
   * The training script, for the preflight check; null with `command:`. Relative to the project root, absolute, or
   * below the home directory of where tasks run: `~/train.py`.
   */
  readonly script: string | null;
}

/**
 * How a parameter becomes words. `hydra`: `key=value` with Hydra's quoting. `argparse`: `--key value`.
 * `env`: an exported variable. `template`: the given words once a parameter.
 */
export type Convention =
  | { readonly kind: 'hydra' | 'env' }
  | ({ readonly kind: 'argparse' } & Passing)
  | ({ readonly kind: 'template'; readonly words: readonly WordTemplate[] } & Passing);

/** What is not passed as one text. */
export interface Passing {
  /** `flag`: the words without a value for true, none for false. `no-flag`: those of `no-NAME` for false. */
  readonly booleans: 'value' | 'flag' | 'no-flag';
  /** `words`: the word that holds the value, once per item. `repeat`: all words once per item. */
  readonly lists: 'json' | 'words' | 'repeat';
}
