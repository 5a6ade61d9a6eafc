import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The words after `hsm build` that a sweep directory was built with, its name and targets apart; null where they are not told. */
export function builtWith(directory: string): readonly string[] | null {
  const path = join(directory, 'scripts', 'status.sh');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const [, command] = /^# To change it, edit that file and run: hsm build(.*)$/m.exec(text) ?? [];
  if (command === undefined) return null;
  const words: string[] = [];
  // As src/shell/shell-word.ts quotes them.
  for (const [, bare, quoted] of command.matchAll(/ (?:([^ ']+)|'([^']*)')/g))
    words.push(bare ?? quoted ?? '');
  return words;
}
