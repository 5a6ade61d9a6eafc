import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { Places } from '../target.ts';
import type { BatchDiagnostics } from './diagnostics.ts';
import type { SchedulerTraits } from './scheduler.ts';

/** The shared input of every check. */
export interface Checks {
  readonly scheduler: SchedulerTraits;
  readonly kinds: BatchDiagnostics;
  readonly diagnostics: Diagnostics;
  readonly places: Places;
}
