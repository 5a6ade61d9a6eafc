import type { SyntaxNode } from '../syntax/node.ts';
import type { DraftCondition, DraftExclude, DraftParameter } from './draft.ts';
import { flatten } from './flatten.ts';
import { listedRange, readRange } from './read-range.ts';
import { valueKey } from './value-key.ts';

/** The values under `exclude` or `only`. A mapping under a parameter's own name is one value; under any other name it is flattened. */
export function readExcludes(
  node: SyntaxNode | undefined,
  parameters: readonly DraftParameter[],
): readonly DraftExclude[] {
  if (node?.kind !== 'sequence') return [];
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  return node.items
    .filter((item) => item.kind === 'mapping')
    .map((item) => ({
      span: item.span,
      conditions: flatten(item, (name) => byName.has(name)).map(({ name, nameSpan, value }) => ({
        name,
        nameSpan,
        ...conditionValues(value, byName.get(name)),
        node: value,
      })),
    }));
}

/**
 * The alternatives of a condition: a value, a list or a range. A text that is one of the parameter's values is a value,
 * not a range.
 */
function conditionValues(
  node: SyntaxNode,
  parameter: DraftParameter | undefined,
): Pick<DraftCondition, 'values' | 'isRange' | 'problems'> {
  if (node.kind === 'sequence') return { values: node.items, isRange: false, problems: [] };
  const range = node.kind === 'scalar' && node.style !== 'plain' ? null : readRange(node);
  const isValue = (): boolean =>
    parameter?.values.some((value) => valueKey(value) === valueKey(node)) ?? false;
  if (range === null || isValue()) return { values: [node], isRange: false, problems: [] };
  return { ...listedRange(range, node.span), isRange: true };
}
