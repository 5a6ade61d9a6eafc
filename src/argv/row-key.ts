import { assignmentIn } from '../plan/parameters.ts';
import type { Axis, Plan } from '../plan/plan.ts';
import { encodeValue } from './encode.ts';

/**
 * A text that is the same for two rows, from 0, of such axes exactly if a program gets the same parameters from them.
 */
export function rowKey({ convention }: Plan, { parameters }: Axis, row: number): string {
  return keyOfTexts(
    parameters.map((parameter) => {
      const value = assignmentIn(parameter, row)?.value;
      return value === undefined ? null : encodeValue(convention, value);
    }),
  );
}

/** The key of a row with these texts, one per parameter; null if a parameter is not set. */
export function keyOfTexts(texts: readonly (string | null)[]): string {
  return JSON.stringify(texts);
}
