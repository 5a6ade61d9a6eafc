import type { MappingEntry, MappingNode, ScalarNode, SyntaxNode } from '../syntax/node.ts';

/** The place in a file to which a schema error belongs. */
export interface Place {
  readonly node: SyntaxNode;
  /** The key of the node; null for the root and for the items of a list. */
  readonly key: ScalarNode | null;
  /** For messages: `` `walltime` ``, `` an item of `modules` ``, or the name of the root. */
  readonly name: string;
}

/** Follows a JSON pointer into a node. A pointer that leads nowhere ends at the last node it reached. */
export function placeAt(root: SyntaxNode, pointer: string, rootName: string): Place {
  let place: Place = { node: root, key: null, name: rootName };
  for (const step of pointer.split('/').slice(1)) {
    const next = stepInto(place, step.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (next === null) break;
    place = next;
  }
  return place;
}

function stepInto({ node, key, name }: Place, step: string): Place | null {
  if (node.kind === 'sequence') {
    const item = node.items[Number(step)];
    const list = key === null ? name : `\`${key.text}\``;
    return item === undefined ? null : { node: item, key: null, name: `an item of ${list}` };
  }
  if (node.kind === 'scalar') return null;
  const entry = entriesByKey(node).get(step);
  return entry === undefined ? null : { node: entry.value, key: entry.key, name: `\`${entry.key.text}\`` };
}

/** The key with this name, if the node is a mapping that has it; else null. */
export function keyOf(node: SyntaxNode, name: string): ScalarNode | null {
  if (node.kind !== 'mapping') return null;
  return entriesByKey(node).get(name)?.key ?? null;
}

const indexes = new WeakMap<MappingNode, ReadonlyMap<string, MappingEntry>>();

/** A mapping's entries by key. They are built once, because thousands of keys may be wrong. */
function entriesByKey(node: MappingNode): ReadonlyMap<string, MappingEntry> {
  const known = indexes.get(node) ?? new Map(node.entries.map((entry) => [entry.key.text, entry]));
  indexes.set(node, known);
  return known;
}
