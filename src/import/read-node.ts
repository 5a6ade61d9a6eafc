import type { Value } from '../plan/plan.ts';
import type { MappingEntry, MappingNode, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { toValue } from '../syntax/plain.ts';
import { asYaml11 } from '../syntax/yaml-1-1.ts';

/** The value of a key, or undefined. */
export function valueAt(node: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  return entryAt(node, name)?.value;
}

export function entryAt(node: SyntaxNode | undefined, name: string): MappingEntry | undefined {
  return node?.kind === 'mapping' ? node.entries.find(({ key }) => key.text === name) : undefined;
}

/** The value of a key, if it is a scalar that is not empty. */
export function scalarAt(node: SyntaxNode | undefined, name: string): ScalarNode | undefined {
  const value = valueAt(node, name);
  return value?.kind === 'scalar' && value.type !== 'null' ? asYaml11(value) : undefined;
}

/** The value of a key, if it is a mapping. */
export function mappingAt(node: SyntaxNode | undefined, name: string): MappingNode | undefined {
  const value = valueAt(node, name);
  return value?.kind === 'mapping' ? value : undefined;
}

export function entriesOf(node: SyntaxNode | undefined): readonly MappingEntry[] {
  return node?.kind === 'mapping' ? node.entries : [];
}

/** A node as read by PyYAML, which all of these tools use. */
export function readAsPython(node: SyntaxNode): SyntaxNode {
  if (node.kind === 'scalar') return asYaml11(node);
  if (node.kind === 'sequence') return { ...node, items: node.items.map(readAsPython) };
  return { ...node, entries: node.entries.map(({ key, value }) => ({ key, value: readAsPython(value) })) };
}

/** A node as a value, as read by PyYAML. */
export function readValue(node: SyntaxNode): Value {
  return toValue(readAsPython(node));
}

/**
 * A value as written by Python's `str`: `True`, `False` and `None` become strings, so that the program gets the same
 * word as from the other tool.
 */
export function asPythonWord(value: Value): Value {
  if (value.type === 'null') return { type: 'string', text: 'None' };
  if (value.type !== 'boolean') return value;
  return { type: 'string', text: value.text.toLowerCase() === 'true' ? 'True' : 'False' };
}

/** Whether Python's `str` and JSON write a list or mapping differently, apart from blanks. */
export function differsInJson(value: Value): boolean {
  if (value.type === 'list')
    return value.items.some((item) => (item.type === 'list' ? differsInJson(item) : !isNumber(item)));
  return value.type === 'map';
}

function isNumber({ type }: Value): boolean {
  return type === 'integer' || type === 'float';
}
