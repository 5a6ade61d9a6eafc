import { GRACE_SECONDS } from './grace.ts';
import type { OptionSchemas } from './option-schema.ts';

/** Options that mean the same for every target. */
export interface CommonOptions {
  /** Seconds. */
  readonly grace: number;
}

export const commonOptions: OptionSchemas<CommonOptions> = {
  grace: {
    type: 'integer',
    minimum: 1,
    default: GRACE_SECONDS,
    description: 'seconds between TERM and KILL when a program is stopped',
  },
};
