import { literalDiagnostics } from '../../diagnostics/catalogue/literal.ts';
import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { DraftCommand, DraftWord } from '../draft.ts';
import type { RuleContext } from '../rule.ts';
import { reservedHydraKey } from './hydra-carries.ts';

/** Interpolations that only have a value in a Hydra sweep. */
const JOB_NUMBER = /\$\{hydra:job\.(?:num|id)\}/;

/** The words of `command:` do not set what hsm passes to Hydra, and start no sweep inside a task. */
export function hydraWords({ draft: { command, convention }, diagnostics }: RuleContext): void {
  if (command === null || convention.kind !== 'hydra') return;
  for (const word of command.words) {
    const { text, span } = word;
    const [, name] = /^([^=]+)=/.exec(text) ?? [];
    if (name !== undefined && reservedHydraKey(name)) {
      const primary = { span, text: 'set by hsm, one directory per task' };
      const help = 'remove this word: hsm passes `hydra.run.dir` after the parameters';
      diagnostics.add(diagnose(passingDiagnostics.hydraReservedKey, { name }, { primary, help }));
    }
    if (startsSweep(word, command)) {
      const primary = { span, text: 'a sweep inside each task' };
      const help = 'remove it: hsm makes one task per combination';
      diagnostics.add(diagnose(literalDiagnostics.hydraMultirun, { text }, { primary, help }));
    }
    const job = JOB_NUMBER.exec(text)?.[0];
    if (job !== undefined) {
      const primary = { span, text: 'a single run has no job number' };
      diagnostics.add(
        diagnose(literalDiagnostics.hydraJobNumber, { text: job }, { primary, help: 'write `{task_id}`' }),
      );
    }
  }
}

/**
 * Whether a word is Hydra's `--multirun`. A `-m` before a name is an option of a program that starts another, as in `python -m package`:
 * Hydra's takes no value, so it is followed by an override, an option or nothing.
 */
function startsSweep({ text }: DraftWord, { words }: DraftCommand): boolean {
  if (text === '--multirun') return true;
  if (text !== '-m') return false;
  const at = words.findIndex((word) => word.text === text);
  const next = words[at + 1]?.text;
  return at > 1 && (next === undefined || /^-|=/.test(next));
}
