import {
  commandPlaceholders,
  namePlaceholders,
  type PlaceholderName,
  parseTemplate,
  templatePlaceholders,
} from '../plan/parse-template.ts';
import { entryOf } from '../settings/read-node.ts';
import type { MappingEntry, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { spanInside } from '../syntax/span-inside.ts';
import { splitWords } from '../syntax/split-words.ts';
import type {
  DraftCommand,
  DraftConvention,
  DraftName,
  DraftPassing,
  DraftWord,
  PassingEntry,
} from './draft.ts';

/** `command:` as words: a string is split, a list is taken literally. Each of `parameters` may be a placeholder. */
export function readCommand(
  { key, value: node }: MappingEntry,
  parameters: ReadonlySet<string>,
): DraftCommand {
  if (node.kind !== 'scalar')
    return { key, node, words: readWords(node, commandPlaceholders, parameters), problems: [] };
  const { words, problems } = splitWords(node.text);
  return {
    key,
    node,
    words: words.map(({ text, start, end }) =>
      readWord(node, text, { start, end }, commandPlaceholders, parameters),
    ),
    problems: problems.map(({ kind, text, start, end }) => ({
      kind,
      text,
      span: spanInside(node, start, end),
    })),
  };
}

/** `args:`, by default `hydra`. */
export function readConvention(node: SyntaxNode | undefined): DraftConvention {
  if (node?.kind === 'mapping') return readConvention(entryOf(node, 'style')?.value);
  if (node?.kind === 'sequence') {
    return { kind: 'template', span: node.span, words: readWords(node, templatePlaceholders) };
  }
  const name = node?.kind === 'scalar' ? node.text : 'hydra';
  return { kind: name === 'argparse' || name === 'env' ? name : 'hydra' };
}

/** `name:`, a text or a mapping with one. */
export function readName(node: SyntaxNode | undefined, parameters: ReadonlySet<string>): DraftName | null {
  const text = node?.kind === 'mapping' ? entryOf(node, 'text')?.value : node;
  if (text?.kind !== 'scalar') return null;
  const links = node?.kind === 'mapping' ? entryOf(node, 'links')?.value : undefined;
  const word = readWord(text, text.text, { start: 0, end: text.text.length }, namePlaceholders, parameters);
  return { ...word, span: text.span, links: links?.kind === 'scalar' && links.text === 'true' };
}

/** The other keys of a mapping under `args`. */
export function readPassing(node: SyntaxNode | undefined): DraftPassing {
  const choiceOf = <T>(name: string): PassingEntry<T> | null => {
    const entry = node?.kind === 'mapping' ? entryOf(node, name) : null;
    return entry?.value.kind === 'scalar' ? { key: entry.key, choice: entry.value.text as T } : null;
  };
  return { booleans: choiceOf('booleans'), lists: choiceOf('lists') };
}

function readWords(
  node: SyntaxNode,
  placeholders: readonly PlaceholderName[],
  parameters: ReadonlySet<string> = new Set(),
): readonly DraftWord[] {
  if (node.kind !== 'sequence') return [];
  return node.items
    .filter((item) => item.kind === 'scalar')
    .map((item) => readWord(item, item.text, { start: 0, end: item.text.length }, placeholders, parameters));
}

/** `start` and `end` give the word's position in the scalar; its own text may be shorter because of quotes. */
function readWord(
  node: ScalarNode,
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  placeholders: readonly PlaceholderName[],
  parameters: ReadonlySet<string>,
): DraftWord {
  const { template, unknown } = parseTemplate(text, placeholders, parameters);
  const unknownPlaceholders = unknown.map((placeholder) => {
    const at = node.text.indexOf(`{${placeholder.name}}`, start);
    const found = at !== -1 && at < end;
    return {
      name: placeholder.name,
      span: found ? spanInside(node, at, at + placeholder.name.length + 2) : node.span,
    };
  });
  return { span: spanInside(node, start, end), text, template, unknownPlaceholders };
}
