import type { Hole, WordPart, WordTemplate } from './plan.ts';

export type HoleName = Hole['kind'];

/** The holes that a word of `command:` may have, and a text of the settings or of `defaults`. */
export const commandHoles: readonly HoleName[] = ['task_dir', 'task_id', 'sweep_id', 'env'];

/** The holes that a template under `args:` may have. */
export const templateHoles: readonly HoleName[] = ['name', 'value', ...commandHoles];

/** The holes that a word of `resources.launcher` may have: `nodes`, `ranks`, `cpus` and `gpus` are known when it is compiled. */
export const launcherNumbers = ['nodes', 'ranks', 'cpus', 'gpus'] as const;

export interface ParsedTemplate {
  readonly template: WordTemplate;
  /** Holes that nothing fills: offsets into the text, braces included. */
  readonly unknown: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

const BRACES = /\{\{([A-Za-z_]\w*|env:[^{}]*)\}\}|\{([A-Za-z_]\w*|env:[^{}]*)\}/g;

/** A variable in capitals, which no script has for itself, and what stands for it where it is not set. */
const VARIABLE = /^env:([A-Z_][A-Z0-9_]*)(?::-([\w./:,+@%=-]*))?$/;

/**
 * A word as literal text and holes. `{name}` is a hole and `{{name}}` the literal text `{name}`;
 * every other brace stands for itself, so that JSON passes through as it is.
 */
export function parseTemplate(text: string, holes: readonly HoleName[]): ParsedTemplate {
  return parse(text, holes, false);
}

/**
 * A text that is data, with the holes in it. Braces that are no hole stand for themselves, and `${task_dir}` is none:
 * whoever writes it means something else.
 */
export function parseText(text: string, holes: readonly HoleName[] = commandHoles): ParsedTemplate {
  return parse(text, holes, true);
}

function parse(text: string, holes: readonly HoleName[], isData: boolean): ParsedTemplate {
  const template: WordPart[] = [];
  const unknown: ParsedTemplate['unknown'][number][] = [];
  let literal = '';
  let end = 0;
  for (const match of text.matchAll(BRACES)) {
    const [whole, escaped, name = ''] = match;
    literal += text.slice(end, match.index);
    end = match.index + whole.length;
    const isText = isData && literal.endsWith('$');
    const hole = escaped === undefined && !isText ? holeOf(name, holes) : null;
    if (hole !== null) {
      if (literal !== '') template.push({ kind: 'text', text: literal });
      template.push({ kind: 'hole', hole });
      literal = '';
    } else {
      const unescapes = escaped !== undefined && (!isData || holeOf(escaped, holes) !== null);
      literal += unescapes ? `{${escaped}}` : whole;
      const isWrong = escaped === undefined && !isText && (!isData || name.startsWith('env:'));
      if (isWrong) unknown.push({ name, start: match.index, end });
    }
  }
  literal += text.slice(end);
  if (literal !== '' || template.length === 0) template.push({ kind: 'text', text: literal });
  return { template, unknown };
}

function holeOf(name: string, holes: readonly HoleName[]): Hole | null {
  const [, variable, fallback = null] = VARIABLE.exec(name) ?? [];
  if (variable !== undefined) return holes.includes('env') ? { kind: 'env', name: variable, fallback } : null;
  const kind = holes.find((hole) => hole === name);
  return kind === undefined || kind === 'env' ? null : { kind };
}
