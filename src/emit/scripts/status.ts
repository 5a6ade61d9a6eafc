import type { Plan } from '../../plan/plan.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/status.sh` */
export function statusScript(plan: Plan, context: EmitContext): EmittedFile {
  return {
    path: 'scripts/status.sh',
    text: context.render('status.sh', statusView(plan, context)),
    executable: true,
    summary: 'tells what became of the tasks',
  };
}

function statusView(plan: Plan, context: EmitContext): object {
  return {
    ...headerView(
      plan,
      context,
      'Tells what became of the tasks of this sweep, from the journals in state/.',
      [
        'status.sh [--watch] [--failed] [--tsv] [--counts] [--lost HOST] [--interval SECONDS]',
        '',
        '  --watch      show it again every two seconds until nothing is left to do',
        '  --failed     list every task that failed, ran out of time, was cancelled or lost',
        '  --tsv        one line per task, for programs',
        '  --counts     one line per key, for programs: how many tasks are in each state, and when they ran',
        '  --lost HOST  treat unfinished attempts of HOST as lost, where they cannot be seen to live: the host is',
        '               gone. A machine or a run of a job may be named as in the journals',
        '  --interval SECONDS',
        '               how old the answer of a scheduler may be: 30, if not said, and at least 10',
        '  --todo       one line "task attempt" for each task that is to run, chosen by --failed,',
        '               --missing, --timeout, --queued and --only 1,5-8 or --only @FILE; and by',
        "               --where 'lr=0.01 model=cnn,mlp', as select.sh has it",
        '  --completed  how many tasks are completed; with --among FILE, of those whose "task attempt" lines it has',
        '',
        'States: completed; failed, timeout, cancelled; lost, when the process or the job is gone without a word;',
        'running; queued, when a job that waits will run it; pending.',
      ],
    ),
    count: plan.count,
    isNamed: plan.name !== undefined,
  };
}
