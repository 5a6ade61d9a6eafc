import type { Plan } from '../plan/plan.ts';
import { commandVariables, commandWords } from './words.ts';

/** Marks what only the running task knows, so that no text of a sweep is taken for it. */
const holes = {
  task_dir: '\0task_dir',
  task_id: '\0task_id',
  sweep_id: '\0sweep_id',
  sweep_dir: '\0sweep_dir',
  project_dir: '\0project_dir',
  home: '\0home',
};

/**
 * What task `index`, from 1, is: the words of its command, without what starts that, and the variables that carry its parameters.
 * Two tasks of which this is equal give equal results, as far as a sweep can tell.
 */
export function taskIdentity(plan: Plan, index: number): string {
  const words = commandWords(plan, index, holes)
    .filter(({ from }) => from !== 'launcher' && from !== 'container')
    .map(({ text }) => text);
  // An environment has no order.
  const variables = commandVariables(plan, index, holes)
    .map(({ name, value }) => `${name}=${value}`)
    .sort();
  return JSON.stringify([words, variables]);
}
