import type { MappingNode, SyntaxNode } from '../syntax/node.ts';
import type { DraftAxis, DraftParameter } from './draft.ts';
import { flatten } from './flatten.ts';
import type { ProjectFacts } from './project-facts.ts';
import { isRangeMapping, readRange } from './read-range.ts';
import { isTable, tableAxis } from './read-table.ts';

/** The parameters under `grid`, or of a group: names with lists of values or ranges. */
export function readParameters(node: SyntaxNode): readonly DraftParameter[] {
  if (node.kind !== 'mapping') return [];
  return flatten(node, (_, value) => isRangeMapping(value)).flatMap(({ name, nameSpan, value }) => {
    const read =
      value.kind === 'sequence' ? { values: value.items, long: null, problems: [] } : readRange(value);
    return read === null ? [] : [{ name, nameSpan, valuesSpan: value.span, rows: null, ...read }];
  });
}

function pairedAxis(
  group: string | null,
  span: DraftAxis['span'],
  parameters: readonly DraftParameter[],
): DraftAxis {
  return { kind: 'paired', group, span, parameters, caseOf: null, table: null, problems: [] };
}

/** An item of `paired` as an axis. */
export interface PairedItem {
  readonly axis: DraftAxis;
  readonly keys: readonly MappingNode['entries'][number]['key'][];
  readonly ambiguous: boolean;
}

/**
 * An item with one key that contains a mapping is a named group; any other is an unnamed group. Several keys that all contain mappings could
 * be meant either way, which a rule refuses.
 */
export function pairedItems(paired: SyntaxNode | undefined, facts: ProjectFacts): readonly PairedItem[] {
  if (paired?.kind === 'mapping' && isTable(paired)) {
    return [{ axis: tableAxis(paired, null, facts), keys: [], ambiguous: false }];
  }
  if (paired?.kind === 'mapping') return paired.entries.map((entry) => namedGroup(entry, facts));
  if (paired?.kind !== 'sequence') return [];
  return paired.items
    .filter((item) => item.kind === 'mapping')
    .map((item) => {
      const [first] = item.entries;
      if (isTable(item)) return { axis: tableAxis(item, null, facts), keys: [], ambiguous: false };
      const allMappings = item.entries.every(
        ({ value }) => value.kind === 'mapping' && !isRangeMapping(value),
      );
      if (first !== undefined && item.entries.length === 1 && allMappings) return namedGroup(first, facts);
      const span = first?.key.span ?? item.span;
      const axis = pairedAxis(null, span, readParameters(item));
      return {
        axis,
        keys: item.entries.map(({ key }) => key),
        ambiguous: allMappings && first !== undefined,
      };
    });
}

function namedGroup({ key, value }: MappingNode['entries'][number], facts: ProjectFacts): PairedItem {
  if (value.kind === 'mapping' && isTable(value))
    return { axis: tableAxis(value, key.text, facts), keys: [key], ambiguous: false };
  const axis = pairedAxis(key.text, key.span, readParameters(value));
  return { axis, keys: [key], ambiguous: false };
}
