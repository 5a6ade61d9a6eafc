import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Value } from '../plan/plan.ts';
import { plainType } from './scalar-type.ts';
import { readsOtherwise } from './yaml-1-1.ts';

/** A value on one line; or entries or items on their own lines. */
export type Written =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'entries'; readonly entries: readonly WrittenEntry[] }
  | { readonly kind: 'items'; readonly items: readonly Written[] };

export interface WrittenEntry {
  readonly key: string;
  readonly value: Written;
  /** A comment at the end of the line, or above a value on several lines. */
  readonly note?: string | undefined;
}

/**
 * Writes YAML with comments above it and at the ends of lines. Numbers keep their text; a string is quoted if any
 * version of YAML would read it as something else.
 */
export function writeYaml(entries: readonly WrittenEntry[], comment: readonly string[]): string {
  // In this schema every scalar is a string, so the writer changes none.
  const document = new Document<YAMLMap>(null as never, { schema: 'failsafe', version: '1.2' });
  document.contents = mappingOf(entries) as never;
  document.commentBefore = comment.map((line) => (line === '' ? '' : ` ${line}`)).join('\n');
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function mappingOf(entries: readonly WrittenEntry[]): YAMLMap {
  const map = new YAMLMap();
  for (const { key, value, note } of entries) {
    const [name, node] = [scalarOf(key, 'string'), nodeOf(value)];
    if (note !== undefined && value.kind === 'value') node.comment = ` ${oneLine(note)}`;
    if (note !== undefined && value.kind !== 'value') node.commentBefore = ` ${oneLine(note)}`;
    map.items.push(new Pair(name, node));
  }
  return map;
}

function nodeOf(written: Written): Scalar | YAMLMap | YAMLSeq {
  if (written.kind === 'entries') return mappingOf(written.entries);
  if (written.kind === 'value') return lineOf(written.value);
  const list = new YAMLSeq();
  list.items = written.items.map(nodeOf);
  return list;
}

function lineOf(value: Value): Scalar | YAMLMap | YAMLSeq {
  if (value.type === 'list') {
    const list = new YAMLSeq();
    list.flow = true;
    list.items = value.items.map(lineOf);
    return list;
  }
  if (value.type !== 'map') return scalarOf(value.text, value.type);
  const map = new YAMLMap();
  map.flow = true;
  map.items = value.entries.map(
    (entry) => new Pair(scalarOf(entry.key, 'string'), lineOf(entry.value)),
  ) as never;
  return map;
}

function scalarOf(text: string, type: Exclude<Value['type'], 'list' | 'map'>): Scalar {
  const scalar = new Scalar(text);
  const misread = type === 'string' && (plainType(text) !== 'string' || readsOtherwise(text));
  scalar.type = misread || /[^\x20-\x7e]|^[\s"]|\s$/.test(text) ? 'QUOTE_DOUBLE' : 'PLAIN';
  return scalar;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
