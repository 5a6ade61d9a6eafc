import { GRACE_SECONDS } from './grace.ts';

/** Options that mean the same for every target, as JSON Schema. */
export const commonOptions: Readonly<Record<'grace', object>> = {
  grace: {
    type: 'integer',
    minimum: 1,
    default: GRACE_SECONDS,
    description: 'seconds between asking a program to end (TERM) and ending it (KILL)',
  },
};
