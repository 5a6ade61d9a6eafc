import type { WordTemplate } from './command.ts';
import type { Origin } from './plan.ts';

/**
 * What a plan contains about running its tasks, in addition to their commands: resources, environment, W&B, names and
 * results.
 */

/** The requests of one task; null for what is not set. */
export interface Resources {
  /** Seconds. */
  readonly walltime: number | null;
  readonly cpus: number | null;
  /** Mebibytes. */
  readonly memory: number | null;
  readonly gpus: number | null;
  readonly gpu_type: string | null;
  readonly nodes: number | null;
  /** How many times a launcher starts the program; `cpus` are per rank. */
  readonly ranks: number | null;
  /** Its words as written, or the name of a launcher that hsm knows; `Command.launcher` has the result. */
  readonly launcher: readonly string[] | null;
  readonly partition: string | null;
  readonly qos: string | null;
  readonly account: string | null;
}

/** How failed tasks are handled; null means not at all. */
export interface FailureSettings {
  /** Of `retry`: memory in mebibytes. */
  readonly out_of_memory: RetryRule | null;
  /** Of `retry`: the walltime in seconds. */
  readonly timeout: RetryRule | null;
  readonly stop_after: StopAfter | null;
}

/** How tasks that failed for a cause run again: with how much more of a resource, and how often. */
export interface RetryRule {
  /** The factor for the request of the failed attempt; above 1, with at most three decimals. */
  readonly factor: number;
  /** The maximum request; null for no limit. */
  readonly up_to: number | null;
  readonly times: number;
}

/** The number of failures that stops a submission, or its percentage of the tasks. */
export type StopAfter = { readonly count: number } | { readonly percent: number };

export interface Environment {
  /** Names for `module load`, in order. */
  readonly modules: readonly string[];
  readonly conda: string | null;
  /** May begin with `~/`, as `Command.script` may. */
  readonly venv: string | null;
  /** Lines of shell, the user's own, run once before the task's program. */
  readonly setup: readonly string[];
  /** Values may have the placeholders of `command`; so may the texts of `Wandb`. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly container: Container | null;
}

/**
 * The container in which the program starts; `Command.container` has the result. Paths may have the same placeholders
 * as `venv`.
 */
export interface Container {
  /** A file, or a name that the runtime knows. */
  readonly image: string;
  readonly runtime: ContainerRuntime;
  readonly binds: readonly Bind[];
  /** Whether the container sees the GPUs; null if that follows from the resources. */
  readonly gpus: boolean | null;
}

export type ContainerRuntime = 'apptainer' | 'singularity' | 'podman' | 'enroot';

/** A file or directory that is visible in the container. */
export interface Bind {
  readonly source: string;
  readonly target: string;
  readonly read_only: boolean;
}

export interface PlannedEnvironment extends Environment {
  /**
   * The files that `modules`, `conda`, `venv` and `setup` come from, relative to the project root; the user's own file
   * is always `~/.config/hsm/config.yaml`, wherever it is.
   */
  readonly files: readonly string[];
}

export interface Wandb {
  readonly project: string | null;
  readonly entity: string | null;
  readonly mode: 'online' | 'offline' | 'disabled';
  readonly tags: readonly string[];
  readonly group: string | null;
}

/** Which code the tasks run. */
export interface Code {
  /** `snapshot`: the code at submission. `live`: the code when each task starts. */
  readonly mode: 'live' | 'snapshot';
  /** Files that git ignores but that count as code. */
  readonly include: readonly string[];
  /** Files that do not count as code. */
  readonly exclude: readonly string[];
}

/** The content of the records in `state/provenance/`. */
export interface Provenance {
  /** Whether they contain the changes since the last commit, which may include secrets. */
  readonly diff: boolean;
}

export interface TaskNames {
  /** Has placeholders for parameters and for `task_id` and `sweep_id`. */
  readonly template: WordTemplate;
  /** Whether a name ends in its task's number, because two names would be equal otherwise. */
  readonly numbered: boolean;
  /** Whether each running task gets a link with its name in `tasks/by-name`. */
  readonly links: boolean;
  readonly origin: Origin;
}

export interface Results {
  /** In the order written. */
  readonly sources: readonly ResultSource[];
  /** The metric that ranks tasks; null if it is not set. */
  readonly objective: Objective | null;
}

/** A file in a task's directory that metrics are read from. */
export interface ResultSource {
  readonly format: 'json' | 'csv' | 'key_value' | 'log';
  /** Relative to the task's directory, with forward slashes. */
  readonly file: string;
  /** The metrics to read; null for all metrics in the file. */
  readonly metrics: readonly Metric[] | null;
  readonly origin: Origin;
}

export interface Metric {
  /** The name of its column. */
  readonly name: string;
  /**
   * Its name in the file: for `json` a dotted path, for `csv` the name of a column, for `key_value` a key, for `log` a
   * regular expression that is matched against each line.
   */
  readonly key: string;
  /** Which of several values in a file is used; for `json` and `key_value` always the last. */
  readonly take: Take;
}

export type Take = 'first' | 'last' | 'min' | 'max' | 'mean';

export interface Objective {
  readonly metric: string;
  readonly goal: 'minimize' | 'maximize';
}

/** The limits of a build; null for no limit. They are checked when a sweep is built and are not in the plan. */
export interface Budget {
  readonly core_hours: number | null;
  readonly gpu_hours: number | null;
  readonly tasks: number | null;
  readonly inodes: number | null;
}
