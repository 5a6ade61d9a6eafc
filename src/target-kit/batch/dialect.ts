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
  /** Its submit command can be asked whether it would take a job. */
  readonly testsOnly: boolean;
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
export const plainDialect: Omit<Dialect, 'indexes' | 'refusals'> = {
  warnsBeforeEnd: false,
  tellsEnd: false,
  sharesSteps: false,
  countsRestarts: false,
  plainJob: false,
  testsOnly: false,
  plainNames: true,
  knowsScripts: false,
  severalClusters: false,
  reopensLog: false,
  forgetsEnded: false,
  retryingWords: '',
};
