import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { RuleContext } from '../rule.ts';

/** Exactly one of `command`, `script` and the project's training script determines what a task runs. */
export function whatToRun({ draft, settings, diagnostics }: RuleContext): void {
  const { script, command, sweepKey, root } = draft;
  if (script !== null && command !== null) {
    const [first, second] = [script.key, command.key].sort((a, b) => a.span.start - b.span.start);
    if (first === undefined || second === undefined) return;
    diagnostics.add(
      diagnose(
        checkDiagnostics.scriptAndCommand,
        {},
        {
          primary: { span: second.span, text: 'also set here' },
          secondary: [{ span: first.span, text: 'set here' }],
          help: 'keep `script` to run it with the interpreter, or `command` to write every word yourself',
        },
      ),
    );
  }
  if (command !== null || settings.paths.train_script.value !== null || !settings.isComplete) return;
  diagnostics.add(
    diagnose(
      checkDiagnostics.nothingToRun,
      {},
      {
        primary: { span: (sweepKey ?? root).span, text: 'this sweep' },
        help: 'add `script: train.py` to the sweep file, or `paths.train_script` to the project file',
      },
    ),
  );
}
