import type { Plan } from '../../plan/plan.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/wandb-sync.sh`, where W&B's runs are kept offline; else null. */
export function wandbSyncScript(plan: Plan, context: EmitContext): EmittedFile | null {
  if (plan.wandb?.mode !== 'offline') return null;
  const view = headerView(plan, context, 'Sends the offline runs of the tasks to Weights & Biases.', [
    'wandb-sync.sh [--only 1,5-8] [--dry-run] [-- OPTION OF WANDB SYNC…]',
    '',
    '  --only 1,5-8  only runs of these tasks; with @FILE, of those that a file lists',
    "  --where WORDS only those with these values, as 'lr=0.01 model=cnn,mlp'; see select.sh",
    '  --dry-run     list what would be sent',
    '',
    'Run it where there is a network, with the wandb of the tasks on PATH and logged in. A run is sent once, and',
    'when its task has ended. Exit status: 1 when a run was not sent.',
  ]);
  return {
    path: 'scripts/wandb-sync.sh',
    text: context.render('wandb-sync.sh', view),
    executable: true,
    summary: 'sends the offline runs of Weights & Biases',
  };
}
