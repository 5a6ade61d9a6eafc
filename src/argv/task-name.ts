import type { Plan } from '../plan/plan.ts';
import type { TaskNames } from '../plan/run-settings.ts';
import { type Given, givenTo, textIn } from './given-to.ts';
import { fillParameters } from './placed.ts';

/** The most bytes that a name has: file systems take 255, and others put something before or after it. */
export const LONGEST_NAME = 200;

/** More tasks than these are not compared: each name ends in its task's number then. */
const MOST_COMPARED = 10_000;

/** The name of task `index`, from 1; null where the sweep says none. */
export function taskName(plan: Plan, index: number, sweepId: string): string | null {
  const { name } = plan;
  return name === undefined ? null : nameOf(plan, name, givenTo(plan, index), index, sweepId);
}

/** Whether names have to end in the number of their task to be told apart. */
export function needNumbers(plan: Plan, name: Omit<TaskNames, 'numbered'>): boolean {
  if (plan.count > MOST_COMPARED) return true;
  const seen = new Set<string>();
  for (let task = 1; task <= plan.count; task += 1) {
    // What is common to all tells none apart.
    seen.add(nameOf(plan, { ...name, numbered: false }, givenTo(plan, task), task, ''));
    if (seen.size < task) return true;
  }
  return false;
}

function nameOf(
  plan: Pick<Plan, 'defaults'>,
  { template, numbered }: TaskNames,
  given: readonly Given[],
  task: number,
  sweepId: string,
): string {
  const derived = fillParameters(
    template,
    (name) => given.find((each) => each.name === name)?.template ?? null,
  );
  const filled = fillParameters(derived, (name) => textIn(plan, given, name));
  const text = filled
    .map((part) => {
      if (part.kind === 'text') return part.text;
      return part.hole.kind === 'task_id' ? String(task) : part.hole.kind === 'sweep_id' ? sweepId : '';
    })
    .join('');
  return safeName(text, task, numbered);
}

/**
 * A text as the name of a file: each byte that is no letter or digit of ASCII and none of `._=+,@%-` is a `_`. One that is too
 * long is cut, and ends in the task's number. The scripts do the same.
 */
function safeName(text: string, task: number, numbered: boolean): string {
  let name = [...new TextEncoder().encode(text)]
    .map((byte) => String.fromCharCode(byte).replace(/[^A-Za-z0-9._=+,@%-]/, '_'))
    .join('');
  if (numbered || name.length > LONGEST_NAME) {
    const end = `-${task}`;
    name = `${name.slice(0, LONGEST_NAME - end.length)}${end}`;
  }
  return name.replace(/^(?:[-.]|$)/, '_');
}
