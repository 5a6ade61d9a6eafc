import type { Span } from '../source/source.ts';
import type { ScalarNode } from './node.ts';

/** Where a scalar's text begins in its source, as it is written; null where escapes or folds make it differ. */
const beginnings = new WeakMap<ScalarNode, number | null>();

/**
 * The place of a part of a scalar's text, given by offsets into that text. Where escapes or line folds
 * make the text differ from what is written, it is the whole scalar.
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
