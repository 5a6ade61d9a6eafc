import { parseText } from '../plan/parse-template.ts';
import type { Plan } from '../plan/plan.ts';
import { emitWord } from './word.ts';

/**
 * The variables by which Weights & Biases groups the runs of a sweep without a change to the program. WANDB_API_KEY is never among them:
 * it belongs to the user, and stays in the user's environment.
 */
export function wandbExports(plan: Plan): readonly string[] {
  const wandb = plan.wandb;
  if (wandb === null) return [];
  const exports = [
    `WANDB_RUN_GROUP=${wandb.group === null ? '"$HSM_SWEEP_ID"' : text(wandb.group)}`,
    plan.name === undefined ? 'WANDB_NAME="$HSM_SWEEP_ID-$HSM_TASK_ID"' : 'WANDB_NAME="$HSM_TASK_NAME"',
    'WANDB_DIR="$HSM_TASK_DIR"',
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
