import { entryOf } from '../settings/read-node.ts';
import type { MappingNode, SyntaxNode } from '../syntax/node.ts';
import type {
  DraftAxis,
  DraftBlock,
  DraftCondition,
  DraftExclude,
  DraftParameter,
  DraftTake,
} from './draft.ts';
import { expressionsOf } from './expression-language.ts';
import { flatten } from './flatten.ts';
import type { ProjectFacts } from './project-facts.ts';
import { casesAxis } from './read-cases.ts';
import { isRangeMapping, listedRange, readRange } from './read-range.ts';
import { isTable, tableAxis } from './read-table.ts';
import { sampleAxes } from './sample/read-sample.ts';
import { valueKey } from './value-key.ts';

/** The blocks under `sweep:`, one or a list of them. What the schema refused is passed over. */
export function readBlocks(sweep: SyntaxNode, facts: ProjectFacts): readonly DraftBlock[] {
  const blocks = sweep.kind === 'sequence' ? sweep.items : [sweep];
  return blocks.filter((block) => block.kind === 'mapping').map((block) => readBlock(block, facts));
}

function readBlock(block: MappingNode, facts: ProjectFacts): DraftBlock {
  const grid = entryOf(block, 'grid')?.value;
  const paired = pairedItems(entryOf(block, 'paired')?.value, facts);
  const cases = entryOf(block, 'cases');
  const caseBlocks = cases?.value.kind === 'sequence' ? readBlocks(cases.value, facts) : [];
  const axes = [
    ...(grid === undefined ? [] : readParameters(grid).map(gridAxis)),
    ...paired.map((item) => item.axis),
    ...sampleAxes(entryOf(block, 'sample')),
    ...(cases === null || caseBlocks.length === 0 ? [] : [casesAxis(caseBlocks, cases.key.span)]),
  ];
  const parameters = axes.flatMap((axis) => axis.parameters);
  const exclude = entryOf(block, 'exclude')?.value;
  const only = entryOf(block, 'only')?.value;
  return {
    span: block.span,
    axes,
    excludes: readExcludes(exclude, parameters),
    only: readExcludes(only, parameters),
    expressions: [
      ...expressionsOf(exclude).map((node) => ({ kind: 'exclude' as const, node })),
      ...expressionsOf(only).map((node) => ({ kind: 'only' as const, node })),
    ],
    take: readTake(entryOf(block, 'take')?.value),
    cases: caseBlocks,
    ambiguous: paired.filter((item) => item.ambiguous).map((item) => item.keys),
  };
}

function readTake(node: SyntaxNode | undefined): DraftTake | null {
  if (node?.kind !== 'mapping') return null;
  const [count, seed] = ['count', 'seed'].map((key) => entryOf(node, key)?.value);
  // Whatever else it is was refused before.
  if (count?.kind !== 'scalar' || !(Number(count.text) >= 1)) return null;
  return {
    count: Number(count.text),
    seed: seed?.kind === 'scalar' ? Number(seed.text) : 0,
    span: node.span,
  };
}

function gridAxis(parameter: DraftParameter): DraftAxis {
  return {
    kind: 'grid',
    group: null,
    span: parameter.nameSpan,
    parameters: [parameter],
    caseOf: null,
    table: null,
    problems: [],
  };
}

function readParameters(node: SyntaxNode): readonly DraftParameter[] {
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

interface PairedItem {
  readonly axis: DraftAxis;
  readonly keys: readonly MappingNode['entries'][number]['key'][];
  readonly ambiguous: boolean;
}

/**
 * An item with one key over a mapping is a named group; any other is a group without a name.
 * Several keys that are all over mappings could be meant either way, which a rule refuses.
 */
function pairedItems(paired: SyntaxNode | undefined, facts: ProjectFacts): readonly PairedItem[] {
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

/** A mapping under a parameter's own name is one value; under any other name it is flattened. */
function readExcludes(
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

/** What is meant by a value, a list or a range; what the parameter itself takes is a value and no range. */
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
