import type * as Cel from '@marcbachmann/cel-js';
import type { ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { isExpression } from './derived/read-derived.ts';

/** Loading its grammar takes as long as compiling a small sweep, so it is only loaded if a sweep has an expression. */
let language: typeof Cel | null = null;

/** Loads the expression language if a sweep file, whatever its shape, has an expression. */
export async function loadExpressions(root: SyntaxNode): Promise<void> {
  if (language === null && hasExpression(root)) language = await import('@marcbachmann/cel-js');
}

/** @throws Error before `loadExpressions`. */
export function expressionLanguage(): typeof Cel {
  if (language === null) throw new Error('the expression language is not loaded');
  return language;
}

const keys: readonly string[] = ['exclude', 'only'];

function hasExpression(root: SyntaxNode): boolean {
  const under = (name: string): SyntaxNode | undefined =>
    root.kind === 'mapping' ? root.entries.find(({ key }) => key.text === name)?.value : undefined;
  return blocksHaveOne(under('sweep')) || derivesOne(under('derive'));
}

function derivesOne(node: SyntaxNode | undefined): boolean {
  if (node?.kind === 'mapping') return node.entries.some(({ value }) => derivesOne(value));
  return node?.kind === 'scalar' && isExpression(node.text);
}

/** A block or a list of them, whose cases are blocks too. */
function blocksHaveOne(node: SyntaxNode | undefined): boolean {
  const blocks = node?.kind === 'sequence' ? node.items : [node];
  return blocks.some(
    (block) =>
      block?.kind === 'mapping' &&
      block.entries.some(({ key, value }) =>
        key.text === 'cases'
          ? blocksHaveOne(value)
          : keys.includes(key.text) && expressionsOf(value).length > 0,
      ),
  );
}

/** The expressions under `exclude` or `only`: the texts in their lists. */
export function expressionsOf(node: SyntaxNode | undefined): readonly ScalarNode[] {
  const items = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
  return items.filter((item) => item.kind === 'scalar');
}
