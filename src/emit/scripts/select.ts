import type { Plan } from '../../plan/plan.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/select.sh` */
export function selectScript(plan: Plan, context: EmitContext): EmittedFile {
  return {
    path: 'scripts/select.sh',
    text: context.render('select.sh', selectView(plan, context)),
    executable: true,
    summary: 'lists the tasks whose parameters have given values; the other scripts ask it for `--where`',
  };
}

function selectView(plan: Plan, context: EmitContext): object {
  const header = headerView(
    plan,
    context,
    'Lists the tasks whose parameters have the values that are named.',
    [
      "select.sh 'NAME=VALUE,VALUE… NAME=VALUE…'",
      '',
      'Of several values of a name one has to be met, and of several names each. Numbers are compared by value, with 1 and',
      '1.0 apart. In double quotes a value may have blanks, commas and equals signs. What is printed is a list of tasks as',
      '1,5-8. The other scripts take the same words with --where, and wherever they take such a list.',
    ],
  );
  return { ...header, count: plan.count };
}
