import type { Span } from '../source/source.ts';
import type { ScalarNode } from './node.ts';

/** Where a scalar's text begins in its source; null if escapes or folds make the source differ from the text. */
const beginnings = new WeakMap<ScalarNode, number | null>();

/**
 * The span of a part of a scalar's text, given by offsets into that text. If escapes or line folds make the source
 * differ from the text, it is the span of the whole scalar.
 */
export function spanInside(node: ScalarNode, start: number, end: number): Span {
  const at = beginningOf(node);
  if (at === null || at + end > node.span.end) return node.span;
  return { source: node.span.source, start: at + start, end: at + end };
}

function beginningOf(node: ScalarNode): number | null {
  const known = beginnings.get(node);
  if (known !== undefined) return known;
  const { source, start, end } = node.span;
  const at = source.text.slice(start, end).indexOf(node.text.trimEnd());
  const found = at === -1 ? null : start + at;
  beginnings.set(node, found);
  return found;
}
