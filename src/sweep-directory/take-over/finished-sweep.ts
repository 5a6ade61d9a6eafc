import type { Plan } from '../../plan/plan.ts';

/** A sweep whose completed tasks a new sweep may take over. */
export interface FinishedSweep {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly plan: Plan;
  /** The number of its tasks that were ever started. */
  readonly started: number;
  readonly completed: readonly FinishedTask[];
}

/** A completed task, from `status.sh --tsv`. */
export interface FinishedTask {
  readonly task: number;
  readonly attempt: string;
  readonly host: string;
  /** Seconds since 1970, as written. */
  readonly started: string;
  readonly ended: string;
  /** Its cost in the notation of journals: seconds and mebibytes, or `-`. */
  readonly cpuTime: string;
  readonly peakMemory: string;
}
