import type { Plan } from '../../plan/plan.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/select.sh` */
export function selectScript(plan: Plan, context: EmitContext): EmittedFile {
  return {
    path: 'scripts/select.sh',
    text: context.render('select.sh', selectView(plan, context)),
    executable: true,
    summary: 'lists the tasks with given parameter values, also for `--where` of the other scripts',
  };
}

function selectView(plan: Plan, context: EmitContext): object {
  const header = headerView(plan, context, 'Lists the tasks with the given parameter values.', [
    "select.sh 'NAME=VALUE,VALUE… NAME=VALUE…'",
    '',
    'Several values of a name are alternatives; several names must all match. Numbers are compared by value, but 1 and',
    '1.0 differ. In double quotes a value may contain blanks, commas and equals signs. The output is a list of tasks such as',
    '1,5-8. The other scripts accept the same words with --where, and wherever they accept such a list.',
  ]);
  return { ...header, count: plan.count };
}
