import type { Plan } from '../../plan/plan.ts';
import { headerView } from '../../target-kit/header-view.ts';
import { resourceUsage } from '../../target-kit/resource-usage.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/resume.sh`: it names no target, and asks the same options of every driver. */
export function resumeScript(plan: Plan, context: EmitContext): EmittedFile {
  return {
    path: 'scripts/resume.sh',
    text: context.render('resume.sh', resumeView(plan, context)),
    executable: true,
    summary: 'runs again what is not completed, on the target that the sweep was last given to',
  };
}

function resumeView(plan: Plan, context: EmitContext): object {
  return {
    ...headerView(
      plan,
      context,
      'Runs again what is not completed, on the target that this sweep was last given to.',
      [
        'resume.sh [--failed] [--missing] [--timeout] [--task-ids 1,5-8] [--walltime 08:00:00] [--memory 64G] [--cpus N]',
        '          [--gpus N] [--partition NAME] [--qos NAME] [--account NAME] [--target NAME] [--lost HOST] [--dry-run]',
        '          [-- OPTION OF THE DRIVER…]',
        '',
        '  --failed             only tasks that failed or ran out of time',
        '  --missing            only tasks that never ran, or were cut off',
        '  --timeout            only tasks that ran out of time',
        '  --task-ids 1,5-8     only these tasks; with @FILE, those that a file lists',
        "  --where WORDS        only those with these values, as 'lr=0.01 model=cnn,mlp'; see select.sh",
        '  --walltime 08:00:00  how long a job may take, or a task where there are no jobs',
        ...resourceUsage('', 'qos'),
        '  --target NAME        on another target that was built',
        '  --lost HOST          take over what HOST left unfinished: the host is gone',
        '  --dry-run            say what would run or be submitted, and start nothing',
        '',
        'What is completed, running or in a queue is left alone. A task that is running and is asked for by its',
        "number is an error, and nothing is started. Exit status: the driver's.",
      ],
      'start',
    ),
    count: plan.count,
  };
}
