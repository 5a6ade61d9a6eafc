import type { Plan } from '../../plan/plan.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/cancel.sh` */
export function cancelScript(plan: Plan, context: EmitContext): EmittedFile {
  return {
    path: 'scripts/cancel.sh',
    text: context.render('cancel.sh', cancelView(plan, context)),
    executable: true,
    summary: 'cancels the sweep: stops running tasks and removes waiting ones from the queue',
  };
}

function cancelView(plan: Plan, context: EmitContext): object {
  return headerView(
    plan,
    context,
    'Cancels this sweep: its jobs in the queue, and its workers on this host.',
    [
      'cancel.sh [--only 1,5-8] [--waiting] [-y]',
      '',
      '  --only 1,5-8  only jobs all of whose tasks are listed; with @FILE, listed in a file',
      "  --where WORDS only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh",
      '  --waiting     only jobs that have not started',
      '  -y, --yes     do not ask for confirmation',
      '',
      'Tasks that were running become cancelled, and run again when the sweep is run or submitted again.',
    ],
  );
}
