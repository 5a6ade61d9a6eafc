import type { Placeholder, WordPart, WordTemplate } from './command.ts';

export type PlaceholderName = Exclude<Placeholder['kind'], 'parameter'>;

/** The placeholders that a word of `command:` may have, and also texts of the settings and of `defaults`. */
export const commandPlaceholders: readonly PlaceholderName[] = ['task_dir', 'task_id', 'sweep_id', 'env'];

/** The placeholders that `name:` may have in addition to parameters. */
export const namePlaceholders: readonly PlaceholderName[] = ['task_id', 'sweep_id'];

/** The placeholders that a template under `args:` may have. */
export const templatePlaceholders: readonly PlaceholderName[] = ['name', 'value', ...commandPlaceholders];

/**
 * The placeholders that a word of `resources.launcher` may have: `nodes`, `ranks`, `cpus` and `gpus` are filled at
 * compile time.
 */
export const launcherNumbers = ['nodes', 'ranks', 'cpus', 'gpus'] as const;

export interface ParsedTemplate {
  readonly template: WordTemplate;
  /** Unknown placeholders: offsets into the text, braces included. */
  readonly unknown: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

const BRACES = /\{\{([^{}]+)\}\}|\{([^{}]+)\}/g;

/** The pattern of a placeholder, known or unknown. */
const PLACEHOLDER = /^(?:[A-Za-z_]\w*|env:.*)$/s;

const NONE: ReadonlySet<string> = new Set();

/** An environment variable in capitals, which no script uses itself, and its fallback if it is not set. */
const VARIABLE = /^env:([A-Z_][A-Z0-9_]*)(?::-([\w./:,+@%=-]*))?$/;

/**
 * A word as literal text and placeholders. `{name}` is a placeholder and `{{name}}` is the literal text `{name}`. Every
 * other brace is literal, so JSON passes through unchanged. `parameters` are additional names of placeholders.
 */
export function parseTemplate(
  text: string,
  placeholders: readonly PlaceholderName[],
  parameters: ReadonlySet<string> = NONE,
): ParsedTemplate {
  return parse(
    text,
    (name) => placeholderOf(name, placeholders) ?? parameterPlaceholder(name, parameters),
    false,
  );
}

/**
 * A text that is data, with its placeholders. Other braces are literal. `${task_dir}` is not a placeholder: its author
 * means something else.
 */
export function parseText(
  text: string,
  placeholders: readonly PlaceholderName[] = commandPlaceholders,
): ParsedTemplate {
  return parse(text, (name) => placeholderOf(name, placeholders), true);
}

function parse(text: string, fills: (name: string) => Placeholder | null, isData: boolean): ParsedTemplate {
  const template: WordPart[] = [];
  const unknown: ParsedTemplate['unknown'][number][] = [];
  let literal = '';
  let end = 0;
  for (const match of text.matchAll(BRACES)) {
    const [whole, escaped, name] = match;
    const inside = escaped ?? name ?? '';
    literal += text.slice(end, match.index);
    end = match.index + whole.length;
    const looksFilled = PLACEHOLDER.test(inside) || fills(inside) !== null;
    const isText = !looksFilled || (isData && literal.endsWith('$'));
    const placeholder = escaped === undefined && !isText ? fills(inside) : null;
    if (placeholder !== null) {
      if (literal !== '') template.push({ kind: 'text', text: literal });
      template.push({ kind: 'hole', hole: placeholder });
      literal = '';
    } else {
      const unescapes = escaped !== undefined && looksFilled && (!isData || fills(inside) !== null);
      literal += unescapes ? `{${escaped}}` : whole;
      const isWrong = escaped === undefined && !isText && (!isData || inside.startsWith('env:'));
      if (isWrong) unknown.push({ name: inside, start: match.index, end });
    }
  }
  literal += text.slice(end);
  if (literal !== '' || template.length === 0) template.push({ kind: 'text', text: literal });
  return { template, unknown };
}

function placeholderOf(name: string, placeholders: readonly PlaceholderName[]): Placeholder | null {
  const [, variable, fallback = null] = VARIABLE.exec(name) ?? [];
  if (variable !== undefined)
    return placeholders.includes('env') ? { kind: 'env', name: variable, fallback } : null;
  const kind = placeholders.find((placeholder) => placeholder === name);
  return kind === undefined || kind === 'env' ? null : { kind };
}

function parameterPlaceholder(name: string, parameters: ReadonlySet<string>): Placeholder | null {
  return parameters.has(name) ? { kind: 'parameter', name } : null;
}
