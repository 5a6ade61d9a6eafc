import { encodeValue } from '../argv/encode.ts';
import { givenTo } from '../argv/given-to.ts';
import { taskName } from '../argv/task-name.ts';
import type { Plan } from '../plan/plan.ts';
import { readPlan } from '../sweep-directory/records.ts';
import type { PastSweep } from '../sweep-directory/sweeps.ts';

/**
 * What distinguishes a task from the others of its sweep: its name, if any, and `lr=0.1 model=cnn`; empty if the plan
 * is unreadable.
 */
export type ParametersOf = (sweep: PastSweep, task: number) => string;

/** The maximum length of a value in a table. */
const LONGEST = 40;

/** Reads a sweep's plan when the first task is requested, and keeps it. */
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

/** Without parameters that all tasks share. */
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
