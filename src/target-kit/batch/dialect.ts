/** How the scripts of a scheduler differ beyond its dialect's functions. The templates of `templates/batch` read these. */
export interface Dialect {
  /** What an array may be of: listed indexes, one range, or one range of two elements or more. */
  readonly indexes: 'list' | 'range' | 'range-of-two-or-more';
  /** It tells a job's script before the end of the walltime; elsewhere the script has a timer of its own. */
  readonly warnsBeforeEnd: boolean;
  /** A job can ask when it will end. */
  readonly tellsEnd: boolean;
  /** A task of several that a job runs at once has to be told its share of the job, for steps of its own. */
  readonly sharesSteps: boolean;
  /** A job is told how often it was started before. */
  readonly countsRestarts: boolean;
  /** The job script runs outside arrays too, as the one element that there is. */
  readonly plainJob: boolean;
  /** What is done about variables before its commands are called; null where the dialect does it. */
  readonly environment: EnvironmentRules | null;
  /** How its submit command is told apart from another of the same name; null where there is no other. */
  readonly identity: Identity | null;
  /** The word of the submit command that makes a job wait until it is released. */
  readonly holdWord: string;
  /** Words that make the submit command say whether it would take a job; empty where it cannot. */
  readonly testWords: string;
  /** The command that lists the jobs of the user whose name follows, with nothing where there are none. */
  readonly ownJobs: string;
  /** The command that looks for the job whose name follows, for messages. */
  readonly nameSearch: string;
  /** The command that starts the job whose number follows again; empty where only a new submission does. */
  readonly rerunCommand: string;
  /** The exit code with which a job goes back to the queue; 0 where the dialect has a command for it. */
  readonly requeueCode: number;
  /** Names of jobs are letters, digits and few signs. */
  readonly plainNames: boolean;
  /** A job can ask which file its script was submitted from. */
  readonly knowsScripts: boolean;
  /** One set of commands may speak to several clusters. */
  readonly severalClusters: boolean;
  /** The log that a directive names is opened anew when the job is started again. */
  readonly reopensLog: boolean;
  /** A job that is to wait for one that has ended is dropped. */
  readonly forgetsEnded: boolean;
  /** What its submit command prints where it goes on trying by itself. */
  readonly retryingWords: string;
  readonly refusals: Refusals;
}

/** Variables that would change the scheduler's commands, or the tasks of a sweep that is submitted from a job. */
export interface EnvironmentRules {
  /** What their names begin with. */
  readonly prefix: string;
  /** Those of them that tell where the cluster is: they stay. */
  readonly server: readonly string[];
  /** Others that go. */
  readonly more: readonly string[];
}

/**
 * What the submit command prints with an option: a pattern of bash, and perhaps one of what others print. Others of the same
 * name get the option too, and must not take it for a job.
 */
export interface Identity {
  readonly option: string;
  readonly prints: string;
  readonly printsNot: string | null;
}

/** What the submit command prints, with `*` for any text: parts that tell one reason from another. */
export interface Refusals {
  /** There are too many jobs: surely for that, and it passes. */
  readonly full: readonly string[];
  /** The dialect has an `is_full` of its own, for what may mean something else as well. */
  readonly tellsFull: boolean;
  /** It may be over the next time. */
  readonly passing: readonly string[];
}

/** A scheduler of which nothing special is to be said. */
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
  reopensLog: false,
  forgetsEnded: false,
  retryingWords: '',
};
