import { sampleDiagnostics } from '../../diagnostics/catalogue/samples.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { entryOf } from '../../settings/read-node.ts';
import type { MappingEntry, MappingNode, SyntaxNode } from '../../syntax/node.ts';
import type { DraftAxis, DraftParameter } from '../draft.ts';
import { flatten, type Leaf } from '../flatten.ts';
import { MOST_LISTED } from '../range.ts';
import { computed } from '../read-range.ts';
import { drawNumbers } from './distribution.ts';
import type { Fraction } from './halton.ts';
import { type Draw, drawPoints, type Method } from './points.ts';
import { isDistribution, readDistribution, type Sampled } from './read-distribution.ts';
import { MOST_DIMENSIONS } from './sobol-directions.ts';

/** The axes of `sample`, one or a list of them: their rows are drawn. Items that the schema rejected are skipped. */
export function sampleAxes(entry: MappingEntry | null): readonly DraftAxis[] {
  if (entry === null) return [];
  const samples = entry.value.kind === 'sequence' ? entry.value.items : [entry.value];
  return samples
    .filter((sample) => sample.kind === 'mapping')
    .map((sample) => sampleAxis(sample, entry.key.span));
}

function sampleAxis(sample: MappingNode, span: DraftAxis['span']): DraftAxis {
  const diagnostics = new Diagnostics();
  const draw = readDraw(sample);
  const parameters = entryOf(sample, 'parameters');
  const leaves =
    parameters?.value.kind === 'mapping' ? flatten(parameters.value, (_, node) => isDistribution(node)) : [];
  const sampled = leaves.flatMap((leaf): readonly (Leaf & Sampled)[] => {
    const read = readDistribution(leaf.value, diagnostics);
    return read === null ? [] : [{ ...leaf, ...read }];
  });
  if (draw !== null) checkDraw(draw, sampled, parameters?.key.span ?? span, diagnostics);
  const isSound = draw !== null && sampled.length === leaves.length && !diagnostics.hasErrors;
  const points = isSound ? drawPoints(draw, sampled.length) : [];
  return {
    kind: 'sample',
    group: null,
    span: parameters?.key.span ?? span,
    parameters: isSound ? sampled.map((each, at) => parameterOf(each, points, at)) : [],
    caseOf: null,
    table: null,
    problems: diagnostics.sorted(),
  };
}

function readDraw(sample: MappingNode): Draw | null {
  const [count, seed, method] = ['count', 'seed', 'method'].map((key) => textOf(entryOf(sample, key)?.value));
  // Anything else was rejected before.
  if (!(Number(count) >= 1 && Number(count) <= MOST_LISTED)) return null;
  return {
    method: (method ?? 'random') as Method,
    count: Number(count),
    seed: seed === undefined ? null : Number(seed),
  };
}

function textOf(node: SyntaxNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined;
}

function checkDraw(
  { method, seed }: Draw,
  sampled: readonly (Leaf & Sampled)[],
  span: DraftAxis['span'],
  diagnostics: Diagnostics,
): void {
  if (method === 'sobol' && sampled.length > MOST_DIMENSIONS) {
    const primary = { span, text: 'these parameters' };
    const help = 'use `latin_hypercube`, or several samples';
    const found = sampled.length;
    diagnostics.add(
      diagnose(sampleDiagnostics.tooManyDimensions, { most: MOST_DIMENSIONS, found }, { primary, help }),
    );
  }
  const normal = sampled.find(({ distribution }) => distribution.kind === 'normal');
  if (method === 'sobol' && seed === null && normal !== undefined) {
    const problem = 'the first Sobol point is 0, which is minus infinity in a normal distribution';
    const primary = { span: normal.value.span, text: 'normal distribution' };
    const help = 'add a `seed`, which shifts all points';
    diagnostics.add(diagnose(sampleDiagnostics.malformed, { problem }, { primary, help }));
  }
}

function parameterOf(
  { name, nameSpan, value, distribution, choices }: Leaf & Sampled,
  points: readonly (readonly Fraction[])[],
  dimension: number,
): DraftParameter {
  const us = points.flatMap((point) => point[dimension] ?? []);
  const rows = drawNumbers(distribution, us).map((number) =>
    choices === null ? computed(number, value.span) : (choices[Number(number.text)] ?? null),
  );
  const values = [...new Set(rows)].filter((each) => each !== null);
  return { name, nameSpan, values, valuesSpan: value.span, long: null, rows, problems: [] };
}
