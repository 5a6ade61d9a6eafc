import { pathWord } from '../../argv/path-word.ts';
import type { Plan } from '../../plan/plan.ts';
import { commentText, quote } from '../../shell/shell-word.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';
import { emitWord } from '../word.ts';

/** `scripts/environment.sh` if the sweep or the project configures an environment, otherwise null. */
export function environmentScript(plan: Plan, context: EmitContext): EmittedFile | null {
  const { modules, conda, venv, setup, files } = plan.environment;
  if (modules.length === 0 && conda === null && venv === null && setup.length === 0) return null;
  const text = context.render('environment.sh', {
    files: commentText(files.join(', ')),
    modules: modules.map(quote).join(' '),
    conda: conda === null ? '' : quote(conda),
    venv: venv === null ? '' : emitWord(pathWord(`${venv}/bin/activate`)),
    setup,
  });
  return {
    path: 'scripts/environment.sh',
    text,
    executable: true,
    summary: "sets up the environment of each task's program, then runs the program",
  };
}
