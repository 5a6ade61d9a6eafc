import type { WordTemplate } from '../plan/plan.ts';

/**
 * A path of the settings as a word. `~/` at its beginning is the home directory where the task runs, which bash would
 * not see between quotes; any other text stands for itself.
 */
export function pathWord(path: string): WordTemplate {
  if (!path.startsWith('~/')) return [{ kind: 'text', text: path }];
  return [
    { kind: 'hole', hole: { kind: 'home' } },
    { kind: 'text', text: path.slice(1) },
  ];
}
