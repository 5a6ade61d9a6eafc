import type { Plan } from '../../plan/plan.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/errors.sh` */
export function errorsScript(plan: Plan, context: EmitContext): EmittedFile {
  return {
    path: 'scripts/errors.sh',
    text: context.render('errors.sh', errorsView(plan, context)),
    executable: true,
    summary: 'groups failed tasks by cause, with the command that runs them again',
  };
}

function errorsView(plan: Plan, context: EmitContext): object {
  const header = headerView(plan, context, 'Groups failed tasks by cause, the most frequent first.', [
    'errors.sh [--tsv] [--only 1,5-8] [--lines N] [--lost HOST] [--fresh]',
    '',
    '  --tsv        one line per task, machine-readable: task, state, exit_code, cause, host, duration, last line of stderr, resources',
    '  --only 1,5-8 only these tasks; with @FILE, those listed in a file',
    "  --where WORDS only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh",
    '  --lines N    lines of stderr.log to show per example (default: 5)',
    '  --fresh      query schedulers again, however recent their last answer is',
    '  --lost HOST  treat unfinished tasks of HOST as lost, because the host is gone',
    '',
    'Only the latest attempt of a task counts. The cause is derived from its state, its exit code and the',
    'last lines of its logs.',
  ]);
  return { ...header, isNamed: plan.name !== undefined };
}
