import type { Dialect } from './dialect.ts';

/** The names of a scheduler and its parts in messages, pages and help. */
export interface SchedulerWords {
  /** Folder, CLI name and key under `targets:`; its scripts are `submit-NAME.sh` and so on. */
  readonly name: string;
  /** The prefix of its diagnostics' codes, in capitals. */
  readonly prefix: string;
  /** Its name in prose. */
  readonly title: string;
  readonly submitCommand: string;
  /** The first word of a directive in a job script. */
  readonly directive: string;
  /**
   * The scheduler's word for a queue: the name of an option, and with an `s` of the section of `limits` that lists
   * them.
   */
  readonly queue: 'queue' | 'partition';
  /** Texts for the pages of its diagnostics and the help of its scripts. */
  readonly examples: SchedulerExamples;
}

export interface SchedulerExamples {
  /** A directive that any job may have, only its name, and an invalid one. */
  readonly directive: string;
  readonly malformed: string;
  /** A directive that is reserved. */
  readonly reserved: string;
  /** A directive that has an option of its own. */
  readonly typed: string;
  /** The number of a job, as in journals: `12_3`. */
  readonly job: string;
  /** A value of `--dependency`. */
  readonly dependency: string;
}

/** What a scheduler supports; requesting something else is an error. */
export interface SchedulerAbilities {
  /** A job can requeue itself. */
  readonly requeues: boolean;
  /** An array can have a limit on its running jobs. */
  readonly throttles: boolean;
  /** A job may name several queues, separated by commas, and uses the first free one. */
  readonly severalQueues: boolean;
  /** A job may have several CPUs without specifying how they are allocated. */
  readonly severalCpus: boolean;
  /** The events for which it can send mail. */
  readonly mailEvents: readonly string[];
}

/** The maximum length of an array. */
export interface ArrayRules {
  /** The default if neither the sweep's settings nor the cluster set it. */
  readonly defaultSize: number;
  /** True if the size is an exclusive upper bound of the indexes, and not a number of elements. Indexes begin at 1. */
  readonly isBeyond: boolean;
  /** The cluster's own names for `limits.max_array_size` and `limits.max_jobs`, for the `--help` of options. */
  readonly sizeIs: string;
  readonly jobsAre: string;
}

/** What the kit needs to know about a scheduler, whatever its target's options. */
export interface SchedulerTraits extends SchedulerWords {
  readonly abilities: SchedulerAbilities;
  readonly arrays: ArrayRules;
  readonly dialect: Dialect;
  /** Programs that start others on the nodes of a job, in addition to those that any cluster may have. */
  readonly launchers: readonly string[];
}
