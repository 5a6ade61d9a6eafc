import type { Plan } from '../../plan/plan.ts';
import { quote } from '../../shell/shell-word.ts';
import { headerView } from '../../target-kit/header-view.ts';
import { arrayWords } from '../../target-kit/machine-options.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';

/** `scripts/snapshot.sh` with `code: snapshot`, otherwise null. */
export function snapshotScript(plan: Plan, context: EmitContext): EmittedFile | null {
  if (plan.code === undefined) return null;
  const view = headerView(plan, context, 'Makes a snapshot of the code.', [
    'snapshot.sh',
    '',
    'Prints the directory of a snapshot of the current code, and makes the snapshot if it does not exist yet.',
    'Drivers run this. Snapshots are in .hsm-code next to the sweep directory; hsm cleanup deletes those that',
    'no sweep uses. HSM_CODE_LIMIT is the maximum size of new files in MB (default: 1000).',
  ]);
  const { include, exclude } = plan.code;
  return {
    path: 'scripts/snapshot.sh',
    text: context.render('snapshot.sh', {
      ...view,
      projectPath: quote(context.projectPath),
      included: arrayWords(include),
      excluded: arrayWords(exclude),
    }),
    executable: true,
    summary: 'makes a snapshot of the code, for tasks to run in',
  };
}
