/** A job of a sweep in a scheduler's queue, as `scripts/queue-NAME.sh` prints it. */
export interface QueuedJob {
  readonly sweep: string;
  /** With the scheduler's name as a prefix. */
  readonly job: string;
  readonly state: 'queued' | 'running';
  /** In the scheduler's own words. */
  readonly schedulerState: string;
  /** First and last; null for a job that takes any free task. */
  readonly tasks: readonly [number, number] | null;
  readonly name: string;
  /** The node that it runs on, or the reason why it is waiting. */
  readonly where: string;
}

/** Reads a line of such a script; null for anything else. */
export function parseJob(line: string): QueuedJob | null {
  const [sweep, job, state, schedulerState, first, last, , name, where] = line.split('\t');
  if (sweep === undefined || job === undefined || where === undefined || name === undefined) return null;
  if (state !== 'queued' && state !== 'running') return null;
  const tasks: readonly [number, number] | null = Number(last) > 0 ? [Number(first), Number(last)] : null;
  return { sweep, job, state, schedulerState: schedulerState ?? '', tasks, name, where };
}
