import type { Dialect } from './dialect.ts';

/** What messages, pages and help call a scheduler and its parts. */
export interface SchedulerWords {
  /** Folder, CLI name and key under `targets:`; its scripts are `submit-NAME.sh` and so on. */
  readonly name: string;
  /** What the codes of its diagnostics begin with, in capitals. */
  readonly prefix: string;
  /** As in prose. */
  readonly title: string;
  readonly submitCommand: string;
  /** The first word of a directive in a job script. */
  readonly directive: string;
  /** What a queue is called here: an option, and with an `s` the section of `limits` that has them. */
  readonly queue: 'queue' | 'partition';
  /** For the pages of its diagnostics and the help of its scripts. */
  readonly examples: SchedulerExamples;
}

export interface SchedulerExamples {
  /** A directive that any job may have, its name alone, and a text that is none. */
  readonly directive: string;
  readonly malformed: string;
  /** A directive that is reserved. */
  readonly reserved: string;
  /** A directive that has an option of its own. */
  readonly typed: string;
  /** The number of a job, as journals have it: `12_3`. */
  readonly job: string;
  /** A value of `--dependency`. */
  readonly dependency: string;
}

/** What a scheduler can do; asking for what it cannot is an error. */
export interface SchedulerAbilities {
  /** A job can go back to the queue by itself. */
  readonly requeues: boolean;
  /** An array can have a bound on how many of its jobs run at a time. */
  readonly throttles: boolean;
  /** A job may name several queues, with commas between, and takes the first that is free. */
  readonly severalQueues: boolean;
  /** A job may have several CPUs with no word on how they are allocated. */
  readonly severalCpus: boolean;
  /** When it can write mails. */
  readonly mailEvents: readonly string[];
}

/** How long an array may be. */
export interface ArrayRules {
  /** Where neither the sweep's settings nor the cluster say it. */
  readonly defaultSize: number;
  /** True where the size is an index that no element may have, and not a number of elements. Indexes begin at 1. */
  readonly isBeyond: boolean;
  /** What `limits.max_array_size` and `limits.max_jobs` are on a cluster, for `--help` of options. */
  readonly sizeIs: string;
  readonly jobsAre: string;
}

/** What the kit has to know of a scheduler, whatever options its target has. */
export interface SchedulerTraits extends SchedulerWords {
  readonly abilities: SchedulerAbilities;
  readonly arrays: ArrayRules;
  readonly dialect: Dialect;
  /** Programs that start others on the nodes of a job, beside those that every cluster may have. */
  readonly launchers: readonly string[];
}
