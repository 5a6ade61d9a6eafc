import { assignmentIn } from '../plan/parameters.ts';
import type { Axis, Plan } from '../plan/plan.ts';
import { encodeValue } from './encode.ts';

/** A text that two rows, from 0, of such axes share exactly where a program gets the same of them. */
export function rowKey({ convention }: Plan, { parameters }: Axis, row: number): string {
  return keyOfTexts(
    parameters.map((parameter) => {
      const value = assignmentIn(parameter, row)?.value;
      return value === undefined ? null : encodeValue(convention, value);
    }),
  );
}

/** The key of a row with these texts, one for each parameter; null where one is not set. */
export function keyOfTexts(texts: readonly (string | null)[]): string {
  return JSON.stringify(texts);
}
