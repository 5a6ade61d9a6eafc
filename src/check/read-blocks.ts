import { entryOf } from '../settings/read-node.ts';
import type { MappingNode, SyntaxNode } from '../syntax/node.ts';
import type { DraftAxis, DraftBlock, DraftParameter, DraftTake } from './draft.ts';
import { expressionsOf } from './expression-language.ts';
import type { ProjectFacts } from './project-facts.ts';
import { casesAxis } from './read-cases.ts';
import { readExcludes } from './read-excludes.ts';
import { pairedItems, readParameters } from './read-paired.ts';
import { sampleAxes } from './sample/read-sample.ts';

/** The blocks under `sweep:`, one or a list of them. Items that the schema rejected are skipped. */
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
    resources: entryOf(block, 'resources'),
    take: readTake(entryOf(block, 'take')?.value),
    cases: caseBlocks,
    ambiguous: paired.filter((item) => item.ambiguous).map((item) => item.keys),
  };
}

function readTake(node: SyntaxNode | undefined): DraftTake | null {
  if (node?.kind !== 'mapping') return null;
  const [count, seed] = ['count', 'seed'].map((key) => entryOf(node, key)?.value);
  // Anything else was rejected before.
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
