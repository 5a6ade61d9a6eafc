import type { Hole, WordPart, WordTemplate } from './plan.ts';

export type HoleName = Exclude<Hole['kind'], 'parameter'>;

/** The holes that a word of `command:` may have, and a text of the settings or of `defaults`. */
export const commandHoles: readonly HoleName[] = ['task_dir', 'task_id', 'sweep_id', 'env'];

/** The holes that `name:` may have beside those of parameters. */
export const nameHoles: readonly HoleName[] = ['task_id', 'sweep_id'];

/** The holes that a template under `args:` may have. */
export const templateHoles: readonly HoleName[] = ['name', 'value', ...commandHoles];

/** The holes that a word of `resources.launcher` may have: `nodes`, `ranks`, `cpus` and `gpus` are known when it is compiled. */
export const launcherNumbers = ['nodes', 'ranks', 'cpus', 'gpus'] as const;

export interface ParsedTemplate {
  readonly template: WordTemplate;
  /** Holes that nothing fills: offsets into the text, braces included. */
  readonly unknown: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

const BRACES = /\{\{([^{}]+)\}\}|\{([^{}]+)\}/g;

/** What is taken for a hole, also where nothing fills it. */
const HOLE = /^(?:[A-Za-z_]\w*|env:.*)$/s;

const NONE: ReadonlySet<string> = new Set();

/** A variable in capitals, which no script has for itself, and what stands for it where it is not set. */
const VARIABLE = /^env:([A-Z_][A-Z0-9_]*)(?::-([\w./:,+@%=-]*))?$/;

/**
 * A word as literal text and holes. `{name}` is a hole and `{{name}}` the literal text `{name}`;
 * every other brace stands for itself, so that JSON passes through as it is. `parameters` are names that make a hole, too.
 */
export function parseTemplate(
  text: string,
  holes: readonly HoleName[],
  parameters: ReadonlySet<string> = NONE,
): ParsedTemplate {
  return parse(text, (name) => holeOf(name, holes) ?? parameterHole(name, parameters), false);
}

/**
 * A text that is data, with the holes in it. Braces that are no hole stand for themselves, and `${task_dir}` is none:
 * whoever writes it means something else.
 */
export function parseText(text: string, holes: readonly HoleName[] = commandHoles): ParsedTemplate {
  return parse(text, (name) => holeOf(name, holes), true);
}

function parse(text: string, fills: (name: string) => Hole | null, isData: boolean): ParsedTemplate {
  const template: WordPart[] = [];
  const unknown: ParsedTemplate['unknown'][number][] = [];
  let literal = '';
  let end = 0;
  for (const match of text.matchAll(BRACES)) {
    const [whole, escaped, name] = match;
    const inside = escaped ?? name ?? '';
    literal += text.slice(end, match.index);
    end = match.index + whole.length;
    const looksFilled = HOLE.test(inside) || fills(inside) !== null;
    const isText = !looksFilled || (isData && literal.endsWith('$'));
    const hole = escaped === undefined && !isText ? fills(inside) : null;
    if (hole !== null) {
      if (literal !== '') template.push({ kind: 'text', text: literal });
      template.push({ kind: 'hole', hole });
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

function holeOf(name: string, holes: readonly HoleName[]): Hole | null {
  const [, variable, fallback = null] = VARIABLE.exec(name) ?? [];
  if (variable !== undefined) return holes.includes('env') ? { kind: 'env', name: variable, fallback } : null;
  const kind = holes.find((hole) => hole === name);
  return kind === undefined || kind === 'env' ? null : { kind };
}

function parameterHole(name: string, parameters: ReadonlySet<string>): Hole | null {
  return parameters.has(name) ? { kind: 'parameter', name } : null;
}
