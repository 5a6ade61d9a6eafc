import { parseText } from '../plan/parse-template.ts';
import type { WordTemplate } from '../plan/plan.ts';

/**
 * A path of the settings as a word. `~/` at its beginning is the home directory where the task runs, which bash would
 * not see between quotes; `{env:NAME}` is a variable there. Any other text stands for itself.
 */
export function pathWord(path: string): WordTemplate {
  if (!path.startsWith('~/')) return parseText(path, ['env']).template;
  return [{ kind: 'hole', hole: { kind: 'home' } }, ...parseText(path.slice(1), ['env']).template];
}
