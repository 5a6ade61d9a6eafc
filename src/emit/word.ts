import type { Placeholder, WordTemplate } from '../plan/command.ts';
import { hasControl, insideDoubleQuotes, quote } from '../shell/shell-word.ts';
import { nameInScripts } from './put-aside.ts';

const EXPANSIONS: Partial<Record<Placeholder['kind'], string>> = {
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

function expansionOf(placeholder: Placeholder, fills: Fills): string {
  if (placeholder.kind === 'env') {
    const plain = `\${${placeholder.name}${placeholder.fallback === null ? '' : `:-${placeholder.fallback}`}}`;
    const renamed = nameInScripts(placeholder.name);
    // The name in scripts, if there is one, otherwise its own.
    return renamed === placeholder.name
      ? plain
      : `\${${renamed}${placeholder.fallback === null ? '-' : ':-'}${plain}}`;
  }
  const expansion = parameterText(placeholder, fills) ?? EXPANSIONS[placeholder.kind];
  if (expansion === undefined) throw new Error(`no value for the placeholder ${placeholder.kind}`);
  return expansion;
}

function parameterText(placeholder: Placeholder, { value, textOf }: Fills): string | null {
  if (placeholder.kind === 'value') return value ?? null;
  return placeholder.kind === 'parameter' ? (textOf?.(placeholder.name) ?? null) : null;
}
