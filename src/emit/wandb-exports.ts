import { parseText } from '../plan/parse-template.ts';
import type { Plan } from '../plan/plan.ts';
import { emitWord } from './word.ts';

/**
 * The variables by which Weights & Biases groups the runs of a sweep without a change to the program.
 * WANDB_API_KEY is never among them: it is the user's, and stays in the user's environment.
 */
export function wandbExports(plan: Plan): readonly string[] {
  const wandb = plan.wandb;
  if (wandb === null) return [];
  const exports = [
    `WANDB_RUN_GROUP=${wandb.group === null ? '"$sweep_id"' : text(wandb.group)}`,
    'WANDB_NAME="$sweep_id-$task"',
    'WANDB_DIR="$task_dir"',
    `WANDB_MODE=${wandb.mode}`,
  ];
  if (wandb.project !== null) exports.push(`WANDB_PROJECT=${text(wandb.project)}`);
  if (wandb.entity !== null) exports.push(`WANDB_ENTITY=${text(wandb.entity)}`);
  if (wandb.tags.length > 0) exports.push(`WANDB_TAGS=${text(wandb.tags.join(','))}`);
  return exports;
}

function text(written: string): string {
  return emitWord(parseText(written).template);
}
