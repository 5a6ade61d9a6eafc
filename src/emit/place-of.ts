import type { Origin, Plan } from '../plan/plan.ts';
import { commentText } from '../shell/shell-word.ts';

/** The place of a setting, for a comment: `sweeps/sweep.yaml:4`. */
export function placeOf(plan: Plan, origin: Origin): string {
  return origin === null ? 'the command line' : `${commentText(plan.source.path)}:${origin.line}`;
}
