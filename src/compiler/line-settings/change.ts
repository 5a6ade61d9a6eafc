import type { Variation } from '../compile.ts';

/** The value of a setting that is not set. */
export const NOT_SET = 'not set';

/** A setting as `hsm explain` shows it. */
export interface LineSetting {
  /** `resources.walltime`, or if it is not a setting, a phrase: `the number of tasks`. */
  readonly setting: string;
  readonly value: string;
  /** `sweeps/sweep.yaml:7`, `--walltime` or `built-in`. */
  readonly from: string;
}

/** A setting with other values for it, some of which may be invalid in this sweep. */
export interface SettingChange extends LineSetting {
  readonly variations: readonly Variation[];
}
