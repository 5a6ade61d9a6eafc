import type { WordTemplate } from '../../plan/command.ts';
import { type PlaceholderName, parseTemplate } from '../../plan/parse-template.ts';
import type { Span } from '../../source/source.ts';
import type { ScalarNode, SyntaxNode } from '../../syntax/node.ts';
import { spanInside } from '../../syntax/span-inside.ts';
import { flatten } from '../flatten.ts';

/** A derived parameter: an entry under `derive`. */
export interface DraftDerived {
  readonly name: string;
  readonly nameSpan: Span;
  readonly node: ScalarNode;
  readonly formula: Formula;
}

export type Formula =
  /** The text after the equals sign. */
  | { readonly kind: 'expression'; readonly text: string }
  | {
      readonly kind: 'text';
      readonly template: WordTemplate;
      readonly unknownPlaceholders: readonly { readonly name: string; readonly span: Span }[];
    };

/** The placeholders of a derived text other than parameters: they stand for values that only the running task knows. */
export const derivedPlaceholders: readonly PlaceholderName[] = ['task_dir', 'task_id', 'sweep_id'];

/** Whether a text under `derive` is an expression. */
export function isExpression(text: string): boolean {
  return text.startsWith('=');
}

/** The entries under `derive`; `parameters` are the names of all others. Entries that the schema rejected are skipped. */
export function readDerived(
  node: SyntaxNode | undefined,
  parameters: readonly string[],
): readonly DraftDerived[] {
  const leaves = node?.kind === 'mapping' ? flatten(node) : [];
  const names = new Set([...parameters, ...leaves.map(({ name }) => name)]);
  return leaves.flatMap(({ name, nameSpan, value }) =>
    value.kind === 'scalar' ? [{ name, nameSpan, node: value, formula: readFormula(value, names) }] : [],
  );
}

function readFormula(node: ScalarNode, names: ReadonlySet<string>): Formula {
  if (isExpression(node.text)) return { kind: 'expression', text: node.text.slice(1) };
  const { template, unknown } = parseTemplate(node.text, derivedPlaceholders, names);
  const unknownPlaceholders = unknown.map(({ name, start, end }) => ({
    name,
    span: spanInside(node, start, end),
  }));
  return { kind: 'text', template, unknownPlaceholders };
}
