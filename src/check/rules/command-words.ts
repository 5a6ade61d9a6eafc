import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { DraftCommandProblem } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** `command:` splits into words, the first a program, with nothing left for a shell to do. */
export function commandWords({ draft: { command }, diagnostics }: RuleContext): void {
  if (command === null) return;
  for (const problem of command.problems) {
    const { kind, text, span } = problem;
    if (kind === 'unfinished') {
      const primary = { span, text: 'no end to this' };
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
  const primary = { span: program?.span ?? command.node.span, text: 'no program here' };
  diagnostics.add(diagnose(checkDiagnostics.commandEmpty, {}, { primary }));
}

function helpFor({ kind, text }: DraftCommandProblem): string {
  if (kind === 'shell' && text === '$')
    return 'for a variable of the environment write `{env:NAME}`; to pass the `$` as it is, put it in single quotes';
  if (kind === 'shell' && text === '~')
    return 'for the home directory write `{env:HOME}`; to pass it as it is, put it in single quotes';
  if (kind === 'assignment') return 'set variables under `environment.variables`';
  if (kind === 'line-break')
    return 'for one command over several lines use `>-`; for several commands, a script';
  return 'to pass it as it is, put it in single quotes or make `command` a list; to use it, run a script';
}
