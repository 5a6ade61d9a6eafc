import type { Plan } from '../../plan/plan.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/status.sh` */
export function statusScript(plan: Plan, context: EmitContext): EmittedFile {
  return {
    path: 'scripts/status.sh',
    text: context.render('status.sh', statusView(plan, context)),
    executable: true,
    summary: 'shows the state of the tasks',
  };
}

function statusView(plan: Plan, context: EmitContext): object {
  return {
    ...headerView(plan, context, "Shows the state of this sweep's tasks, from the journals in state/.", [
      'status.sh [--watch] [--failed] [--tsv] [--counts] [--lost HOST] [--interval SECONDS]',
      '',
      '  --watch      refresh every two seconds until nothing is left to do',
      '  --failed     list every task that failed, timed out, was cancelled or lost',
      '  --tsv        one line per task, machine-readable',
      '  --counts     one line per key, machine-readable: the number of tasks in each state, and when they ran',
      '  --lost HOST  treat unfinished attempts of HOST as lost unless they are known to be alive, because the',
      '               host is gone. HOST may also be a machine or job run as written in the journals',
      '  --interval SECONDS',
      "               the maximum age of a scheduler's answer, at least 10 (default: 30)",
      '  --fresh      query schedulers again, as --todo always does',
      '  --todo       one line "task attempt" per task to run, selected by --failed,',
      '               --missing, --timeout, --queued and --only 1,5-8 or --only @FILE; and by',
      "               --where 'lr=0.01 model=cnn,mlp', as in select.sh",
      '  --completed  the number of completed tasks; with --among FILE, of those in its "task attempt" lines',
      '',
      'States: completed; failed, timeout, cancelled; lost: the process or the job disappeared;',
      'running; queued: a waiting job will run it; pending.',
    ]),
    count: plan.count,
    isNamed: plan.name !== undefined,
  };
}
