import type { Plan } from '../plan/plan.ts';
import { commonTasks } from './common-tasks.ts';
import { type ParameterChange, parameterChanges } from './parameter-changes.ts';
import { type SettingChange, settingChanges } from './setting-changes.ts';

/** How two sweeps differ. */
export interface Difference {
  readonly parameters: readonly ParameterChange[];
  readonly settings: readonly SettingChange[];
  readonly tasks: {
    readonly before: number;
    readonly after: number;
    /** Tasks with the same command in both; null if they cannot be counted. */
    readonly common: number | null;
  };
}

export function comparePlans(before: Plan, after: Plan): Difference {
  return {
    parameters: parameterChanges(before, after),
    settings: settingChanges(before, after),
    tasks: { before: before.count, after: after.count, common: commonTasks(before, after) },
  };
}
