import type { WordTemplate } from '../plan/command.ts';
import { parseText } from '../plan/parse-template.ts';

/**
 * A path from the settings as a word. A leading `~/` is the home directory where the task runs, which bash would not expand inside
 * quotes; `{env:NAME}` is a variable there. Any other text is literal.
 */
export function pathWord(path: string): WordTemplate {
  if (!path.startsWith('~/')) return parseText(path, ['env']).template;
  return [{ kind: 'hole', hole: { kind: 'home' } }, ...parseText(path.slice(1), ['env']).template];
}
