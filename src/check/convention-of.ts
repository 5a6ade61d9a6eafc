import type { Convention, Passing } from '../plan/command.ts';
import type { Draft } from './draft.ts';

/** The convention of a sweep, as in the plan. */
export function conventionOf({ convention, passing }: Draft): Convention {
  const said: Passing = {
    booleans: passing.booleans?.choice ?? 'value',
    lists: passing.lists?.choice ?? 'json',
  };
  if (convention.kind === 'template') {
    return { kind: 'template', words: convention.words.map((word) => word.template), ...said };
  }
  return convention.kind === 'argparse' ? { kind: 'argparse', ...said } : { kind: convention.kind };
}
