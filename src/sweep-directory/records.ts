import { join } from 'node:path';
import fs from 'fs-extra';
import type { Plan } from '../plan/plan.ts';
import { planPath } from './file-names.ts';

/** The plan of a sweep directory; null if the file cannot be read or is something else. */
export function readPlan(directory: string): Plan | null {
  return readPlanFile(join(directory, planPath));
}

/** The plan in a file; null if the file cannot be read or is something else. */
export function readPlanFile(path: string): Plan | null {
  try {
    const plan: unknown = JSON.parse(fs.readFileSync(path, 'utf8'));
    return isPlan(plan) ? ofToday(plan) : null;
  } catch {
    return null;
  }
}

/** Whether it has the parts that are needed to find a task. */
function isPlan(value: unknown): value is Plan {
  const { space, count, defaults, command, convention, source } = fieldsOf(value);
  const { blocks } = fieldsOf(space);
  const isBlock = (block: unknown): boolean => {
    const { axes, excludes } = fieldsOf(block);
    return Array.isArray(axes) && Array.isArray(excludes);
  };
  return (
    Array.isArray(blocks) &&
    blocks.every(isBlock) &&
    Number.isInteger(count) &&
    Array.isArray(defaults) &&
    'words' in fieldsOf(command) &&
    'kind' in fieldsOf(convention) &&
    'sha256' in fieldsOf(source)
  );
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** A plan of an earlier build has no conditions, and no forms of booleans and lists: there was only one. */
function ofToday(plan: Plan): Plan {
  const blocks = plan.space.blocks.map((block) => ({ ...block, conditions: block.conditions ?? [] }));
  const { convention } = plan;
  const isPassed = convention.kind === 'argparse' || convention.kind === 'template';
  const before = { booleans: 'value', lists: 'json' } as const;
  return {
    ...plan,
    space: { ...plan.space, blocks },
    convention: isPassed ? { ...before, ...convention } : convention,
  };
}

/** The command of the latest attempt of a task, from `tasks/task_N/command.txt`; null if there is none. */
export function recordedCommand(directory: string, task: string): string | null {
  const path = join(directory, 'tasks', `task_${task}`, 'command.txt');
  try {
    return fs.existsSync(path) ? fs.readFileSync(path, 'utf8').trimEnd() : null;
  } catch {
    return null;
  }
}
