import type { Plan } from '../plan/plan.ts';
import { commandVariables, commandWords } from './words.ts';

/** Marks values that only the running task knows, so that they cannot be confused with text from the sweep. */
const placeholders = {
  task_dir: '\0task_dir',
  task_id: '\0task_id',
  sweep_id: '\0sweep_id',
  sweep_dir: '\0sweep_dir',
  project_dir: '\0project_dir',
  home: '\0home',
};

/**
 * The identity of task `index`, from 1: the words of its command, without launcher and container, and the variables that carry its
 * parameters. Two tasks with the same identity give the same results, as far as the sweep can tell.
 */
export function taskIdentity(plan: Plan, index: number): string {
  const words = commandWords(plan, index, placeholders)
    .filter(({ from }) => from !== 'launcher' && from !== 'container')
    .map(({ text }) => text);
  // The order of environment variables does not matter.
  const variables = commandVariables(plan, index, placeholders)
    .map(({ name, value }) => `${name}=${value}`)
    .sort();
  return JSON.stringify([words, variables]);
}
