import { encodeHydra } from '../hydra/encode.ts';
import { jsonNumber } from '../plan/number-text.ts';
import type { Convention, Value, WordPart, WordTemplate } from '../plan/plan.ts';

/**
 * The text that a `{value}` hole takes. Hydra has its own encoding; elsewhere a scalar is its text as
 * written, and a list or map is JSON.
 */
export function encodeValue(convention: Convention, value: Value): string {
  if (convention.kind === 'hydra') return encodeHydra(value);
  return value.type === 'list' || value.type === 'map' ? encodeJson(value) : value.text;
}

/** The words that a parameter of this name becomes, with a `value` hole in them; none for `env`. */
export function parameterWords(convention: Convention, name: string): readonly WordTemplate[] {
  switch (convention.kind) {
    case 'hydra':
      return [[{ kind: 'text', text: `${name}=` }, VALUE]];
    case 'argparse':
      return [[{ kind: 'text', text: `--${name}` }], [VALUE]];
    case 'env':
      return [];
    case 'template':
      return convention.words.map((word) => fillName(word, name));
  }
}

/** The variable that carries a parameter under the `env` convention: `model.lr-max` is `model_lr_max`. */
export function environmentName(name: string): string {
  return name.replace(/[.-]/g, '_');
}

const VALUE: WordPart = { kind: 'hole', hole: { kind: 'value' } };

/** Puts the name in and joins neighbouring texts, so that two templates of one meaning are equal. */
function fillName(word: WordTemplate, name: string): WordTemplate {
  const parts: WordPart[] = [];
  for (const part of word) {
    const text = part.kind === 'text' ? part.text : part.hole.kind === 'name' ? name : null;
    const last = parts.at(-1);
    if (text === null) parts.push(part);
    else if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + text };
    else parts.push({ kind: 'text', text });
  }
  return parts;
}

function encodeJson(value: Value): string {
  switch (value.type) {
    case 'string':
      return JSON.stringify(value.text);
    case 'list':
      return `[${value.items.map(encodeJson).join(',')}]`;
    case 'map':
      return `{${value.entries.map((entry) => `${JSON.stringify(entry.key)}:${encodeJson(entry.value)}`).join(',')}}`;
    case 'boolean':
      return value.text.toLowerCase();
    case 'null':
      return 'null';
    default:
      return jsonNumber(value.text);
  }
}
