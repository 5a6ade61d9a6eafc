import type { Origin, WordTemplate } from './plan.ts';

/**
 * What a plan says of how its tasks run and what they leave, beside their commands: resources, environment, W&B, names and results.
 */

/** What one task asks for; null where nothing was said. */
export interface Resources {
  /** Seconds. */
  readonly walltime: number | null;
  readonly cpus: number | null;
  /** Mebibytes. */
  readonly memory: number | null;
  readonly gpus: number | null;
  readonly gpu_type: string | null;
  readonly nodes: number | null;
  /** How many times a launcher starts the program; `cpus` are those of each. */
  readonly ranks: number | null;
  /** Its words as they were written, or the name of one that hsm knows; `Command.launcher` is what becomes of them. */
  readonly launcher: readonly string[] | null;
  readonly partition: string | null;
  readonly qos: string | null;
  readonly account: string | null;
}

/** What is done about tasks that fail; null where nothing is. */
export interface FailureSettings {
  /** Of `retry`: memory in mebibytes. */
  readonly out_of_memory: RetryRule | null;
  /** Of `retry`: the walltime in seconds. */
  readonly timeout: RetryRule | null;
  readonly stop_after: StopAfter | null;
}

/** How tasks that failed for one cause are run again: with how much more, and how often. */
export interface RetryRule {
  /** What the failed attempt had is multiplied by this; above 1, with at most three decimals. */
  readonly factor: number;
  /** The most that is requested; null for no bound. */
  readonly up_to: number | null;
  readonly times: number;
}

/** How many failures stop a submission: so many, or a share of its tasks in percent. */
export type StopAfter = { readonly count: number } | { readonly percent: number };

export interface Environment {
  /** Names for `module load`, in order. */
  readonly modules: readonly string[];
  readonly conda: string | null;
  /** May begin with `~/`, as `Command.script` may. */
  readonly venv: string | null;
  /** Lines of shell, the user's own, run once before the task's program. */
  readonly setup: readonly string[];
  /** Values may have the holes of `command`, and so may the texts of `Wandb`. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly container: Container | null;
}

/** What the program is started in; `Command.container` is what becomes of it. Paths may have holes as `venv` may. */
export interface Container {
  /** A file or a name that the runtime knows. */
  readonly image: string;
  readonly runtime: ContainerRuntime;
  readonly binds: readonly Bind[];
  /** Whether it sees the GPUs; null where that follows from the resources. */
  readonly gpus: boolean | null;
}

export type ContainerRuntime = 'apptainer' | 'singularity' | 'podman' | 'enroot';

/** A file or directory that the container sees too. */
export interface Bind {
  readonly source: string;
  readonly target: string;
  readonly read_only: boolean;
}

export interface PlannedEnvironment extends Environment {
  /**
   * The files that `modules`, `conda`, `venv` and `setup` come from, relative to the project root; the user's own is
   * `~/.config/hsm/config.yaml` wherever it lies.
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

/** What the records in `state/provenance/` contain. */
export interface Provenance {
  /** Whether they contain the changes since the last commit, which may include secrets. */
  readonly diff: boolean;
}

export interface TaskNames {
  /** Has holes for parameters and for `task_id` and `sweep_id`. */
  readonly template: WordTemplate;
  /** Whether a name ends in the number of its task, as two would be alike otherwise. */
  readonly numbered: boolean;
  /** Whether each task that runs has a link of its name in `tasks/by-name`. */
  readonly links: boolean;
  readonly origin: Origin;
}

export interface Results {
  /** In the order written. */
  readonly sources: readonly ResultSource[];
  /** By what the best task is told; null where nothing says it. */
  readonly objective: Objective | null;
}

/** A file in a task's directory that metrics are read from. */
export interface ResultSource {
  readonly format: 'json' | 'csv' | 'key_value' | 'log';
  /** Relative to the task's directory, with forward slashes. */
  readonly file: string;
  /** The metrics that are taken; null for all that the file has. */
  readonly metrics: readonly Metric[] | null;
  readonly origin: Origin;
}

export interface Metric {
  /** The name of its column. */
  readonly name: string;
  /**
   * What it is in the file: `json` a dotted path, `csv` the name of a column, `key_value` a key, `log` a regular
   * expression that is held against each line.
   */
  readonly key: string;
  /** Of several values in a file, which is taken; of `json` and `key_value` always the last. */
  readonly take: Take;
}

export type Take = 'first' | 'last' | 'min' | 'max' | 'mean';

export interface Objective {
  readonly metric: string;
  readonly goal: 'minimize' | 'maximize';
}

/** The most that a build may need; null for no limit. It is checked when a sweep is built, and is not in the plan. */
export interface Budget {
  readonly core_hours: number | null;
  readonly gpu_hours: number | null;
  readonly tasks: number | null;
  readonly inodes: number | null;
}
