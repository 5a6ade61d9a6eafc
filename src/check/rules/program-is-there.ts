import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { RuleContext } from '../rule.ts';
import { runsItself, shebangOf } from '../runs-itself.ts';
import { labelOf } from '../setting-label.ts';

/**
 * The training script and its interpreter exist. Only a warning: a sweep may be compiled on another machine than the one it runs on, and
 * the emitted driver checks again before its first task. A remote machine is only checked there.
 */
export function programIsThere({ draft, settings, facts, diagnostics }: RuleContext): void {
  if (draft.command !== null) return;
  const { train_script: script, python_interpreter: interpreter } = settings.paths;
  if (script.value !== null && !facts.elsewhere.includes('project') && !facts.fileExists(script.value)) {
    const primary = labelOf(script.origin, 'no such file');
    const help = 'set `script` in the sweep file or `paths.train_script` in the project file';
    diagnostics.add(diagnose(checkDiagnostics.scriptMissing, { path: script.value }, { primary, help }));
  }
  if (script.value !== null && (runsItself(script.value, facts) || shebangOf(script.value, facts) !== null))
    return;
  // In a container, the program with this name is the image's.
  if (settings.environment.container.value !== null) return;
  if (facts.elsewhere.includes('programs')) return;
  const isSaid = settings.isComplete || interpreter.origin.kind !== 'built-in';
  if (isSaid && !facts.executableExists(interpreter.value)) {
    const primary = labelOf(interpreter.origin, 'no such program');
    const help = 'set `paths.python_interpreter` in the project file';
    diagnostics.add(
      diagnose(checkDiagnostics.interpreterMissing, { path: interpreter.value }, { primary, help }),
    );
  }
}
