/** The states of a task, in the order in which scripts list them. */
export const taskStates = [
  'completed',
  'failed',
  'timeout',
  'cancelled',
  'lost',
  'running',
  'queued',
  'pending',
] as const;

export type TaskState = (typeof taskStates)[number];

/** The states that only change at a user's request. */
export const badStates: readonly TaskState[] = ['failed', 'timeout', 'cancelled', 'lost'];

/** Whether a state, as a script prints it, means that a task ended without being completed. */
export function isBadState(state: string | undefined): boolean {
  return badStates.some((bad) => bad === state);
}
