import type { Plan } from '../../plan/plan.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/runner.sh` */
export function runnerScript(plan: Plan, context: EmitContext): EmittedFile {
  return {
    path: 'scripts/runner.sh',
    text: context.render('runner.sh', runnerView(plan, context)),
    executable: false,
    summary: 'claims tasks, runs them and records the outcome; `task.sh` reads it',
  };
}

function runnerView(plan: Plan, context: EmitContext): object {
  const title = 'Claims tasks, runs them and records the outcome.';
  const usage = ['task.sh reads this file; it does nothing on its own, and is the same for every sweep.'];
  return headerView(plan, context, title, usage, 'sourced');
}
