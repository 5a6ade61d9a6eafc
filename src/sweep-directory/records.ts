import { join } from 'node:path';
import fs from 'fs-extra';
import type { Plan } from '../plan/plan.ts';
import { planPath } from './file-names.ts';

/** The plan of a sweep directory; null where the file cannot be read or is something else. */
export function readPlan(directory: string): Plan | null {
  try {
    const plan: unknown = JSON.parse(fs.readFileSync(join(directory, planPath), 'utf8'));
    return typeof plan === 'object' && plan !== null && 'space' in plan ? withConditions(plan as Plan) : null;
  } catch {
    return null;
  }
}

/** A plan of an earlier build says nothing of conditions. */
function withConditions(plan: Plan): Plan {
  const blocks = plan.space.blocks.map((block) => ({ ...block, conditions: block.conditions ?? [] }));
  return { ...plan, space: { blocks } };
}

/** The command of the latest attempt of a task, as `tasks/task_N/command.txt` has it; null where there is none. */
export function recordedCommand(directory: string, task: string): string | null {
  const path = join(directory, 'tasks', `task_${task}`, 'command.txt');
  try {
    return fs.existsSync(path) ? fs.readFileSync(path, 'utf8').trimEnd() : null;
  } catch {
    return null;
  }
}
