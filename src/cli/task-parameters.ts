import { encodeValue } from '../argv/encode.ts';
import { givenTo } from '../argv/given-to.ts';
import { taskName } from '../argv/task-name.ts';
import type { Plan } from '../plan/plan.ts';
import { readPlan } from '../sweep-directory/records.ts';
import type { PastSweep } from '../sweep-directory/sweeps.ts';

/** What tells a task from the others of its sweep: its name, where it has one, and `lr=0.1 model=cnn`; nothing where that cannot be read. */
export type ParametersOf = (sweep: PastSweep, task: number) => string;

/** A value in a table is no longer than this. */
const LONGEST = 40;

/** Reads a sweep's plan when the first task is asked for, and keeps it. */
export function createParametersOf(): ParametersOf {
  const plans = new Map<string, Plan | null>();
  return ({ id, path }, task) => {
    let plan = plans.get(path);
    if (plan === undefined) {
      plan = readPlan(path);
      plans.set(path, plan);
    }
    return plan === null ? '' : parametersIn(plan, task, id);
  };
}

/** Without what all tasks are given. */
function parametersIn(plan: Plan, task: number, sweepId: string): string {
  try {
    const given = new Set(plan.defaults);
    const parameters = givenTo(plan, task)
      .filter((assignment) => !given.has(assignment))
      .map(({ name, value }) => `${name}=${shortened(encodeValue(plan.convention, value))}`)
      .join(' ');
    const name = taskName(plan, task, sweepId);
    return name === null ? parameters : `${name}  ${parameters}`;
  } catch {
    // A plan of another version.
    return '';
  }
}

function shortened(text: string): string {
  const letters = [...text];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : text;
}
