/** How the scripts of a scheduler differ, beyond the functions of its dialect. The templates of `templates/batch` read this. */
export interface Dialect {
  /** How an array can be indexed: by a list, by one range, or by one range of at least two elements. */
  readonly indexes: 'list' | 'range' | 'range-of-two-or-more';
  /** The scheduler warns a job's script before the end of the walltime; otherwise the script uses its own timer. */
  readonly warnsBeforeEnd: boolean;
  /** A job can query its end time. */
  readonly tellsEnd: boolean;
  /** Concurrent tasks in a job must be assigned their shares of the job, for their own steps. */
  readonly sharesSteps: boolean;
  /** A job knows how often it was started before. */
  readonly countsRestarts: boolean;
  /** The job script also runs outside arrays, as the only element. */
  readonly plainJob: boolean;
  /** How variables are cleaned before its commands are called; null if the dialect does it. */
  readonly environment: EnvironmentRules | null;
  /** How its submit command is distinguished from another with the same name; null if there is no other. */
  readonly identity: Identity | null;
  /** The submit command's word for a job that waits until it is released. */
  readonly holdWord: string;
  /** Options that make the submit command check whether it would accept a job; empty if it cannot. */
  readonly testWords: string;
  /** The command that lists the jobs of the user whose name follows, and prints nothing if there are none. */
  readonly ownJobs: string;
  /** The command that finds the job whose name follows, for messages. */
  readonly nameSearch: string;
  /** The command that restarts the job whose number follows; empty if only a new submission can. */
  readonly rerunCommand: string;
  /** The exit code that requeues a job; 0 if the dialect has a command for it. */
  readonly requeueCode: number;
  /** Names of jobs are limited to letters, digits and few other characters. */
  readonly plainNames: boolean;
  /** A job can query the file that its script was submitted from. */
  readonly knowsScripts: boolean;
  /** The same commands may control several clusters. */
  readonly severalClusters: boolean;
  /** Its accounting records the cost of a job. */
  readonly tellsCosts: boolean;
  /** The log named by a directive is reopened when the job is restarted. */
  readonly reopensLog: boolean;
  /** A job that depends on one that has ended is dropped. */
  readonly forgetsEnded: boolean;
  /** What its submit command prints while it retries on its own. */
  readonly retryingWords: string;
  readonly refusals: Refusals;
}

/** Variables that would affect the scheduler's commands, or the tasks of a sweep that is submitted from a job. */
export interface EnvironmentRules {
  /** Their common prefix. */
  readonly prefix: string;
  /** Those that locate the cluster: they are kept. */
  readonly server: readonly string[];
  /** Others that are removed. */
  readonly more: readonly string[];
}

/**
 * What the submit command prints with an identifying option, as a bash pattern, and perhaps what other commands print. Other commands with
 * the same name get the option too, and must not take it for a job.
 */
export interface Identity {
  readonly option: string;
  readonly prints: string;
  readonly printsNot: string | null;
}

/** Messages of the submit command, with `*` for any text: parts that distinguish the reasons. */
export interface Refusals {
  /** Too many jobs: certainly that, and temporary. */
  readonly full: readonly string[];
  /** The dialect has its own `is_full`, for messages with several meanings. */
  readonly tellsFull: boolean;
  /** Possibly temporary. */
  readonly passing: readonly string[];
}

/** A scheduler without special features. */
export const plainDialect: Omit<Dialect, 'indexes' | 'refusals' | 'ownJobs' | 'nameSearch'> = {
  warnsBeforeEnd: false,
  tellsEnd: false,
  sharesSteps: false,
  countsRestarts: false,
  plainJob: false,
  environment: null,
  identity: null,
  holdWord: '-h',
  testWords: '',
  rerunCommand: '',
  requeueCode: 0,
  plainNames: true,
  knowsScripts: false,
  severalClusters: false,
  tellsCosts: false,
  reopensLog: false,
  forgetsEnded: false,
  retryingWords: '',
};
