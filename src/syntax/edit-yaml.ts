import { type Document, isScalar, parseDocument } from 'yaml';

/** YAML as it is written again: a long line stays one. */
const written = { lineWidth: 0 } as const;

/** A YAML text with a value at a path of keys, which are made where they are missing. Comments and everything else stay. */
export function withValue(text: string, path: readonly string[], value: unknown): string {
  const document: Document = parseDocument(text);
  // A key with nothing under it cannot hold another one.
  for (let depth = 1; depth < path.length; depth += 1) {
    const above = path.slice(0, depth);
    const node = document.getIn(above, true);
    if (isScalar(node) && node.value === null) document.setIn(above, document.createNode({}));
  }
  document.setIn(path, document.createNode(value));
  return document.toString(written);
}

/** A YAML text without what stands at a path of keys. */
export function withoutValue(text: string, path: readonly string[]): string {
  const document: Document = parseDocument(text);
  document.deleteIn(path);
  return document.toString(written);
}
