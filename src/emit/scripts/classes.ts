import type { Plan } from '../../plan/plan.ts';
import { classRuns, resourceClasses } from '../../plan/resource-classes.ts';
import { quote } from '../../shell/shell-word.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/classes.sh`; null if all tasks have the same resources. */
export function classesScript(plan: Plan, context: EmitContext): EmittedFile | null {
  if (resourceClasses(plan).length === 1) return null;
  return {
    path: 'scripts/classes.sh',
    text: context.render('classes.sh', classesView(plan, context)),
    executable: true,
    summary: 'lists the tasks of a class of resources, for the scripts of schedulers',
  };
}

function classesView(plan: Plan, context: EmitContext): object {
  const header = headerView(plan, context, 'Lists the tasks with the same resources.', [
    'classes.sh 2         print the tasks of the second class, such as 1,5-8',
    'classes.sh 2 10      print the jobs with tasks of that class, at 10 tasks per job',
    'classes.sh --tell    read lines that begin with a task number (as from status.sh --todo) and print each with',
    '                     the class of its task; without input, one line for every task',
  ]);
  const blocks = classRuns(plan).map((runs) =>
    quote(runs.map((run) => `${run.rows} ${run.class === null ? 0 : run.class + 1}`).join(' ')),
  );
  return { ...header, count: plan.count, blockClasses: blocks.join(' ') };
}
