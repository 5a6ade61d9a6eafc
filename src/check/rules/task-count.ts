import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { MAX_RUNS } from '../../plan/exclude-states.ts';
import { blockCells } from '../block-cells.ts';
import { allBlocks, type DraftBlock } from '../draft.ts';
import { MOST_LISTED } from '../range.ts';
import { readConditions } from '../read-conditions.ts';
import type { RuleContext } from '../rule.ts';

/**
 * A block keeps at least one cell, and so does a case; cases have few enough cells to list them, and all blocks together at most as many
 * as a number can count exactly.
 */
export function taskCount(context: RuleContext): void {
  const { draft, diagnostics } = context;
  for (const block of allBlocks(draft)) {
    checkConditions(block, context);
    checkTake(block, context);
    checkCases(block, context);
  }
  // Nothing can be drawn from cells that cannot be counted, either.
  if (draft.blocks.reduce((sum, block) => sum + countOf(block), 0) <= Number.MAX_SAFE_INTEGER) return;
  const span = draft.sweepKey?.span ?? draft.root.span;
  diagnostics.add(
    diagnose(
      checkDiagnostics.tooManyTasks,
      {},
      {
        primary: { span, text: 'this sweep' },
        help: 'move parameters that vary together from `grid` to `paired`',
      },
    ),
  );
}

function checkConditions(block: DraftBlock, { diagnostics }: RuleContext): void {
  const cells = blockCells(block);
  const isEmpty = typeof cells !== 'string' && cells.count === 0;
  if (!isEmpty && cells !== 'tooComplex') return;
  const kind = isEmpty ? checkDiagnostics.excludeLeavesNothing : checkDiagnostics.excludeTooComplex;
  const spans = [
    ...[...block.excludes, ...block.only].map(({ span }) => span),
    ...block.expressions.map(({ node }) => node.span),
  ];
  const text = isEmpty ? 'no cells left' : 'first condition';
  const help = isEmpty
    ? 'remove the block, or exclude less'
    : 'use a range with a step such as `1..2000..2`, list the wanted combinations under `paired`, or split the block into several';
  const [span = block.span] = spans;
  const notes = isEmpty ? [] : longAxes(block);
  diagnostics.add(diagnose(kind, {}, { primary: { span, text }, notes, help }));
}

/** Axes along which a single condition changes so often that a table of its changes is most of the excess. */
function longAxes(block: DraftBlock): readonly string[] {
  const most = new Map<number, number>();
  for (const { axes, nodes } of readConditions(block).conditions) {
    let layer = new Set([0]);
    for (const axis of axes) {
      const runs = [...layer].flatMap((node) => nodes[node] ?? []);
      most.set(axis, Math.max(most.get(axis) ?? 0, runs.length));
      layer = new Set(runs.flatMap(({ next }) => (typeof next === 'number' ? [next] : [])));
    }
  }
  return [...most]
    .filter(([, changes]) => changes > MAX_RUNS / 10)
    .map(([axis, changes]) => {
      const name = block.axes[axis]?.parameters[0]?.name ?? '';
      return `along \`${name}\` the conditions change ${changes - 1} times; at most ${MAX_RUNS} changes are supported`;
    });
}

function checkTake(block: DraftBlock, { diagnostics }: RuleContext): void {
  const cells = blockCells(block);
  if (block.take === null || typeof cells === 'string' || cells.kept === 0) return;
  const { count, span } = block.take;
  if (count < cells.kept) return;
  const primary = { span, text: `the block has ${cells.kept} cells` };
  const help = 'remove `take`, or take fewer cells';
  diagnostics.add(diagnose(checkDiagnostics.takesAll, { count }, { primary, help }));
}

function checkCases({ cases }: DraftBlock, { diagnostics }: RuleContext): void {
  const counts = cases.map(countOf);
  if (counts.reduce((sum, count) => sum + count, 0) <= MOST_LISTED) return;
  const [largest] = cases.toSorted((one, other) => countOf(other) - countOf(one));
  const primary = largest && { span: largest.span, text: `${countOf(largest)} cells` };
  const help = 'move the parameters that all cases share into `grid`, or make the cases separate blocks';
  diagnostics.add(diagnose(checkDiagnostics.casesTooLong, { most: MOST_LISTED }, { primary, help }));
}

/** 0 if unknown. */
function countOf(block: DraftBlock): number {
  const cells = blockCells(block);
  return typeof cells === 'string' ? 0 : cells.count;
}
