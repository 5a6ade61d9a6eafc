import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The arguments of `hsm build` that a sweep directory was built with, without its name and targets; null if they are unknown. */
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
