import type { Hole, WordTemplate } from '../plan/command.ts';
import { hasControl, insideDoubleQuotes, quote } from '../shell/shell-word.ts';
import { nameInScripts } from './put-aside.ts';

const EXPANSIONS: Partial<Record<Hole['kind'], string>> = {
  task_dir: '$' + '{task_dir}',
  task_id: '$' + '{task}',
  sweep_id: '$' + '{sweep_id}',
  sweep_dir: '$' + '{sweep_dir}',
  project_dir: '$' + '{project_dir}',
  home: '$' + '{HOME}',
};

/** Expansions within double quotes for the placeholders of parameters. */
interface Fills {
  /** Of `value`. */
  readonly value?: string;
  /** Of a parameter that the word names. */
  readonly textOf?: (name: string) => string | null;
}

/** A word template as one word of bash. */
export function emitWord(template: WordTemplate, fills: Fills = {}): string {
  if (template.every((part) => part.kind === 'text')) {
    return quote(template.map((part) => (part.kind === 'text' ? part.text : '')).join(''));
  }
  // A raw line break would be indented with the surrounding script, so such text is quoted separately.
  if (template.some((part) => part.kind === 'text' && hasControl(part.text))) {
    const pieces = template.map((part) =>
      part.kind === 'text' ? quote(part.text) : `"${expansionOf(part.hole, fills)}"`,
    );
    return pieces.join('');
  }
  const inside = template.map((part) =>
    part.kind === 'text' ? insideDoubleQuotes(part.text) : expansionOf(part.hole, fills),
  );
  return `"${inside.join('')}"`;
}

function expansionOf(hole: Hole, fills: Fills): string {
  if (hole.kind === 'env') {
    const plain = `\${${hole.name}${hole.fallback === null ? '' : `:-${hole.fallback}`}}`;
    const renamed = nameInScripts(hole.name);
    // The name in scripts if there is one, else its own.
    return renamed === hole.name ? plain : `\${${renamed}${hole.fallback === null ? '-' : ':-'}${plain}}`;
  }
  const expansion = parameterText(hole, fills) ?? EXPANSIONS[hole.kind];
  if (expansion === undefined) throw new Error(`no value for the placeholder ${hole.kind}`);
  return expansion;
}

function parameterText(hole: Hole, { value, textOf }: Fills): string | null {
  if (hole.kind === 'value') return value ?? null;
  return hole.kind === 'parameter' ? (textOf?.(hole.name) ?? null) : null;
}
