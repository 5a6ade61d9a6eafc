import type { Convention, Passing, WordPart, WordTemplate } from '../plan/command.ts';
import type { Value } from '../plan/plan.ts';

/** A parameter as one template for all its values, with a `value` placeholder. None for `env`. */
export function parameterWords(convention: Convention, name: string): readonly WordTemplate[] {
  return templateOf(convention).map((word) => fillName(word, name));
}

/** Whether a value needs words of its own instead of text in the parameter's template: a flag, or a list as several words. */
export function hasOwnWords(convention: Convention, { type }: Value): boolean {
  const { booleans, lists } = passingOf(convention);
  return (type === 'boolean' && booleans !== 'value') || (type === 'list' && lists !== 'json');
}

/** The words of a parameter with this value; `encode` gives the text of the value, or of an item of it. */
export function wordsWith(
  convention: Convention,
  name: string,
  value: Value,
  encode: (value: Value) => WordTemplate,
): readonly WordTemplate[] {
  const template = parameterWords(convention, name);
  const withText = (text: WordTemplate): readonly WordTemplate[] =>
    template.map((word) => fillValue(word, text));
  if (!hasOwnWords(convention, value)) return withText(encode(value));
  const { booleans, lists } = passingOf(convention);
  if (value.type === 'list') {
    const texts = value.items.map(encode);
    if (lists === 'repeat') return texts.flatMap(withText);
    return template.flatMap((word) =>
      holdsValue(word) ? texts.map((text) => fillValue(word, text)) : [word],
    );
  }
  const isTrue = value.type === 'boolean' && value.text.toLowerCase() === 'true';
  if (isTrue) return flagWords(convention, name);
  return booleans === 'no-flag' ? flagWords(convention, `no-${name}`) : [];
}

/** What is left of a parameter's words without a value: `--name`, also from the single word `--name=value`. */
export function flagWords(convention: Convention, name: string): readonly WordTemplate[] {
  return templateOf(convention).flatMap((word) => {
    const rest = holdsValue(word) ? withoutValue(word) : word;
    return rest === null ? [] : [fillName(rest, name)];
  });
}

/** Replaces the `value` placeholders of a word. */
export function fillValue(word: WordTemplate, value: WordTemplate): WordTemplate {
  return word.flatMap((part) => (part.kind === 'hole' && part.hole.kind === 'value' ? value : [part]));
}

const NAME: WordPart = { kind: 'hole', hole: { kind: 'name' } };
const VALUE: WordPart = { kind: 'hole', hole: { kind: 'value' } };

function templateOf(convention: Convention): readonly WordTemplate[] {
  switch (convention.kind) {
    case 'hydra':
      return [[NAME, { kind: 'text', text: '=' }, VALUE]];
    case 'argparse':
      return [[{ kind: 'text', text: '--' }, NAME], [VALUE]];
    case 'env':
      return [];
    case 'template':
      return convention.words;
  }
}

function passingOf(convention: Convention): Passing {
  return 'booleans' in convention ? convention : { booleans: 'value', lists: 'json' };
}

function holdsValue(word: WordTemplate): boolean {
  return word.some((part) => part.kind === 'hole' && part.hole.kind === 'value');
}

/** The part before `={value}` in a word that ends with it; null for any other word. */
function withoutValue(word: WordTemplate): WordTemplate | null {
  const [before, value] = word.slice(-2);
  const ends = value?.kind === 'hole' && value.hole.kind === 'value' && before?.kind === 'text';
  if (!ends || !before.text.endsWith('=')) return null;
  const text = before.text.slice(0, -1);
  const rest = [...word.slice(0, -2), ...(text === '' ? [] : [{ kind: 'text' as const, text }])];
  return rest.length === 0 || holdsValue(rest) ? null : rest;
}

/** Inserts the name and joins neighbouring texts, so that two templates with the same meaning are equal. */
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
