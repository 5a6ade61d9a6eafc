import type { Hole, WordPart, WordTemplate } from '../plan/plan.ts';

export type HoleName = Hole['kind'];

/** The holes that a word of `command:` may have. */
export const commandHoles: readonly HoleName[] = ['task_dir', 'task_id', 'sweep_id'];

/** The holes that a template under `args:` may have. */
export const templateHoles: readonly HoleName[] = ['name', 'value', ...commandHoles];

export interface ParsedTemplate {
  readonly template: WordTemplate;
  /** Holes that nothing fills: offsets into the text, braces included. */
  readonly unknown: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

const BRACES = /\{\{([A-Za-z_]\w*)\}\}|\{([A-Za-z_]\w*)\}/g;

/**
 * A word as literal text and holes. `{name}` is a hole and `{{name}}` the literal text `{name}`;
 * every other brace stands for itself, so that JSON passes through as it is.
 */
export function parseTemplate(text: string, holes: readonly HoleName[]): ParsedTemplate {
  const template: WordPart[] = [];
  const unknown: ParsedTemplate['unknown'][number][] = [];
  let literal = '';
  let end = 0;
  for (const match of text.matchAll(BRACES)) {
    const [whole, escaped, name = ''] = match;
    literal += text.slice(end, match.index);
    end = match.index + whole.length;
    const kind = holes.find((hole) => hole === name);
    if (kind !== undefined) {
      if (literal !== '') template.push({ kind: 'text', text: literal });
      template.push({ kind: 'hole', hole: { kind } });
      literal = '';
    } else {
      literal += escaped === undefined ? whole : `{${escaped}}`;
      if (escaped === undefined) unknown.push({ name, start: match.index, end });
    }
  }
  literal += text.slice(end);
  if (literal !== '' || template.length === 0) template.push({ kind: 'text', text: literal });
  return { template, unknown };
}
