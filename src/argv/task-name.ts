import type { Plan } from '../plan/plan.ts';
import type { TaskNames } from '../plan/run-settings.ts';
import { type Given, givenTo, textIn } from './given-to.ts';
import { fillParameters } from './placed.ts';

/** The maximum length of a name in bytes: file systems allow 255, and other programs add a prefix or suffix. */
export const LONGEST_NAME = 200;

/** If there are more tasks than this, names are not compared, and each ends in its task's number. */
const MOST_COMPARED = 10_000;

/** The name of task `index`, from 1; null if the sweep sets no names. */
export function taskName(plan: Plan, index: number, sweepId: string): string | null {
  const { name } = plan;
  return name === undefined ? null : nameOf(plan, name, givenTo(plan, index), index, sweepId);
}

/** Whether names must end in the number of their task to be unique. */
export function needNumbers(plan: Plan, name: Omit<TaskNames, 'numbered'>): boolean {
  if (plan.count > MOST_COMPARED) return true;
  const seen = new Set<string>();
  for (let task = 1; task <= plan.count; task += 1) {
    // Parts that all names share do not distinguish them.
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
 * Turns text into a file name: each byte other than ASCII letters, digits and `._=+,@%-` becomes `_`. A name that is too long is cut and
 * ends in the task's number. The scripts do the same.
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
