import { depthChange } from './calls.ts';
import type { Token } from './tokens.ts';

/** A decorator of a Python function, such as `@click.option("--lr")`. */
export interface Decorator {
  /** The last part of its name: `option`. */
  readonly name: string;
  /** The index of the token after the opening bracket; null if it is not called. */
  readonly start: number | null;
}

/**
 * The decorators of each decorated function or class, from top to bottom. A matrix product on the line before the first may be among them,
 * because tokens do not show where lines end.
 */
export function decoratorsOf(tokens: readonly Token[]): readonly (readonly Decorator[])[] {
  const found: Decorator[][] = [];
  let stack: Decorator[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.text !== '@' || tokens[at]?.kind !== 'other') continue;
    let last = at + 1;
    while (tokens[last + 1]?.text === '.') last += 2;
    const isCalled = tokens[last + 1]?.text === '(';
    stack.push({ name: tokens[last]?.text ?? '', start: isCalled ? last + 2 : null });
    at = isCalled ? closingBracket(tokens, last + 1) : last;
    const next = tokens[at + 1]?.text ?? '';
    if (next === '@') continue;
    // Anything else means that it was the operator of a matrix product.
    if (['def', 'async', 'class'].includes(next)) found.push(stack);
    stack = [];
  }
  return found;
}

/** The index of the bracket that closes the one at an index. */
function closingBracket(tokens: readonly Token[], open: number): number {
  let depth = 0;
  const distance = tokens.slice(open).findIndex((token) => {
    depth += depthChange(token);
    return depth === 0;
  });
  return distance === -1 ? tokens.length : open + distance;
}
