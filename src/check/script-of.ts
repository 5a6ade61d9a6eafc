import type { Settings } from '../settings/settings.ts';
import type { Draft } from './draft.ts';

/** The script that the tasks run: from hsm's own command, or a Python script named in the command. */
export function scriptOf({ command }: Draft, { paths }: Settings): string | null {
  if (command === null) return paths.train_script.value;
  const word = command.words.find(({ text }) => text === '-m' || text === '-c' || text.endsWith('.py'));
  return word?.text.endsWith('.py') && word.template.every(({ kind }) => kind === 'text') ? word.text : null;
}
