import type { Plan } from '../../plan/plan.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/wandb-sync.sh` if W&B runs are kept offline, otherwise null. */
export function wandbSyncScript(plan: Plan, context: EmitContext): EmittedFile | null {
  if (plan.wandb?.mode !== 'offline') return null;
  const view = headerView(plan, context, 'Sends the offline runs of the tasks to Weights & Biases.', [
    'wandb-sync.sh [--only 1,5-8] [--dry-run] [-- WANDB SYNC OPTION…]',
    '',
    '  --only 1,5-8  only runs of these tasks; with @FILE, of those listed in a file',
    "  --where WORDS only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh",
    '  --dry-run     list the runs that would be sent',
    '',
    "Run it on a machine with network access, with the tasks' wandb on PATH and logged in. A run is sent once,",
    'after its task has ended. Exit code: 1 if a run was not sent.',
  ]);
  return {
    path: 'scripts/wandb-sync.sh',
    text: context.render('wandb-sync.sh', view),
    executable: true,
    summary: 'sends the offline runs of Weights & Biases',
  };
}
