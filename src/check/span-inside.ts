import type { Span } from '../source/source.ts';
import type { ScalarNode } from '../syntax/node.ts';

/**
 * The place of a part of a scalar's text, given by offsets into that text. Where escapes or line folds
 * make the text differ from what is written, it is the whole scalar.
 */
export function spanInside(node: ScalarNode, start: number, end: number): Span {
  const { source } = node.span;
  const written = node.text.trimEnd();
  const at = source.text.indexOf(written, node.span.start);
  if (at === -1 || at + written.length > node.span.end || end > written.length) return node.span;
  return { source, start: at + start, end: at + end };
}
