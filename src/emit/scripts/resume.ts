import type { Plan } from '../../plan/plan.ts';
import { headerView } from '../../target-kit/header-view.ts';
import { resourceUsage } from '../../target-kit/resource-usage.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/resume.sh`: it names no target, and passes the same options to every driver. */
export function resumeScript(plan: Plan, context: EmitContext): EmittedFile {
  return {
    path: 'scripts/resume.sh',
    text: context.render('resume.sh', resumeView(plan, context)),
    executable: true,
    summary: 'runs the unfinished tasks, on the target that last ran the sweep',
  };
}

function resumeView(plan: Plan, context: EmitContext): object {
  return {
    ...headerView(
      plan,
      context,
      'Runs the unfinished tasks, on the target that last ran this sweep.',
      [
        'resume.sh [--failed] [--missing] [--timeout] [--task-ids 1,5-8] [--walltime 08:00:00] [--memory 64G] [--cpus N]',
        '          [--gpus N] [--partition NAME] [--qos NAME] [--account NAME] [--target NAME] [--lost HOST] [--dry-run]',
        '          [-- DRIVER OPTION…]',
        '',
        '  --failed             only tasks that failed or timed out',
        '  --missing            only tasks that never ran, were cancelled or lost',
        '  --timeout            only tasks that timed out',
        '  --task-ids 1,5-8     only these tasks; with @FILE, those listed in a file',
        "  --where WORDS        only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh",
        '  --walltime 08:00:00  time limit of a job, or of a task if there are no jobs',
        ...resourceUsage('', 'qos'),
        '  --target NAME        another target that was built',
        '  --lost HOST          treat unfinished tasks of HOST as lost, because the host is gone',
        '  --dry-run            show what would run or be submitted, without starting it',
        '',
        'Completed, running and queued tasks are skipped. Selecting a running task by its',
        "number is an error, and then nothing is started. Exit code: the driver's.",
      ],
      'start',
    ),
    count: plan.count,
  };
}
