import type { Hole, WordTemplate } from '../plan/plan.ts';
import { insideDoubleQuotes, quote } from '../shell/shell-word.ts';

const EXPANSIONS: Partial<Record<Hole['kind'], string>> = {
  task_dir: '$' + '{task_dir}',
  task_id: '$' + '{task}',
  sweep_id: '$' + '{sweep_id}',
};

/** A word template as one word of bash. A `value` hole takes the given expansion. */
export function emitWord(template: WordTemplate, value: string | null = null): string {
  if (template.every((part) => part.kind === 'text')) {
    return quote(template.map((part) => (part.kind === 'text' ? part.text : '')).join(''));
  }
  const inside = template.map((part) => {
    if (part.kind === 'text') return insideDoubleQuotes(part.text);
    const expansion = part.hole.kind === 'value' ? value : EXPANSIONS[part.hole.kind];
    if (expansion === undefined || expansion === null) {
      throw new Error(`no value for the hole ${part.hole.kind}`);
    }
    return expansion;
  });
  return `"${inside.join('')}"`;
}

/** Fills the `value` holes of a word with text that is known at build. */
export function fillValue(template: WordTemplate, text: string): WordTemplate {
  return template.map((part) =>
    part.kind === 'hole' && part.hole.kind === 'value' ? { kind: 'text', text } : part,
  );
}
