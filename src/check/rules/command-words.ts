import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { DraftCommandProblem } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** `command:` can be split into words, the first of which is a program, and contains nothing that needs a shell. */
export function commandWords({ draft: { command }, diagnostics }: RuleContext): void {
  if (command === null) return;
  for (const problem of command.problems) {
    const { kind, text, span } = problem;
    if (kind === 'unfinished') {
      const primary = { span, text: 'never closed' };
      diagnostics.add(diagnose(checkDiagnostics.commandUnfinished, { text }, { primary }));
    } else {
      const primary = { span, text: 'needs a shell' };
      const what = kind === 'line-break' ? 'a line break between words' : `\`${text}\``;
      diagnostics.add(
        diagnose(checkDiagnostics.commandNeedsShell, { what }, { primary, help: helpFor(problem) }),
      );
    }
  }
  const [program] = command.words;
  if (program !== undefined && program.text !== '') return;
  const primary = { span: program?.span ?? command.node.span, text: 'no program' };
  diagnostics.add(diagnose(checkDiagnostics.commandEmpty, {}, { primary }));
}

function helpFor({ kind, text }: DraftCommandProblem): string {
  if (kind === 'shell' && text === '$')
    return 'write `{env:NAME}` for an environment variable, or put the `$` in single quotes to pass it literally';
  if (kind === 'shell' && text === '~')
    return 'write `{env:HOME}` for the home directory, or put it in single quotes to pass it literally';
  if (kind === 'assignment') return 'set variables under `environment.variables`';
  if (kind === 'line-break')
    return 'use `>-` for one command over several lines, or a script for several commands';
  return 'put it in single quotes or make `command` a list to pass it literally, or run a script to use it';
}
