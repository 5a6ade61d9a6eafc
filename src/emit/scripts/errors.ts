import type { Plan } from '../../plan/plan.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/errors.sh` */
export function errorsScript(plan: Plan, context: EmitContext): EmittedFile {
  return {
    path: 'scripts/errors.sh',
    text: context.render('errors.sh', errorsView(plan, context)),
    executable: true,
    summary: 'groups what failed by its cause, with the command that runs it again',
  };
}

function errorsView(plan: Plan, context: EmitContext): object {
  const header = headerView(
    plan,
    context,
    'Groups the tasks that failed by cause, the most frequent first.',
    [
      'errors.sh [--tsv] [--only 1,5-8] [--lines N] [--lost HOST]',
      '',
      '  --tsv        one line per task, for programs: task, state, exit_code, cause, host, duration, last line of stderr',
      '  --only 1,5-8 only these tasks; with @FILE, those that a file lists',
      "  --where WORDS only those with these values, as 'lr=0.01 model=cnn,mlp'; see select.sh",
      '  --lines N    how many lines of stderr.log to show of an example; 5, if not said',
      '  --lost HOST  count what HOST left unfinished as lost: the host is gone',
      '',
      'What counts is the latest attempt of a task. The cause is told from its state, its exit code and the last',
      'lines of its logs.',
    ],
  );
  return { ...header, isNamed: plan.name !== undefined };
}
