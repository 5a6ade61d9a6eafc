import type { Variation } from '../compile.ts';

/** The value of a setting that says nothing. */
export const NOT_SET = 'not set';

/** A setting as `hsm explain` shows it. */
export interface LineSetting {
  /** `resources.walltime`, or in words where it is no setting: `the number of tasks`. */
  readonly setting: string;
  readonly value: string;
  /** `sweeps/sweep.yaml:7`, `--walltime` or `built-in`. */
  readonly from: string;
}

/** A setting with ways to say something else for it, of which some may be wrong in this sweep. */
export interface SettingChange extends LineSetting {
  readonly variations: readonly Variation[];
}
