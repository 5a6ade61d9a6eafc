import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { buildDiagram, countDiagram } from '../../plan/decision-diagram.ts';
import { axisSize, type DraftBlock } from '../draft.ts';
import { matchExcludes } from '../match-exclude.ts';
import { readConditions } from '../read-conditions.ts';
import type { RuleContext } from '../rule.ts';

/** A block keeps at least one cell, and all blocks together at most as many as a number counts exactly. */
export function taskCount({ draft, diagnostics }: RuleContext): void {
  let total = 0;
  for (const block of draft.blocks) {
    const sizes = block.axes.map(axisSize);
    if (sizes.length === 0 || sizes.some((size) => size === null || size === 0)) continue;
    const kept = countKept(block, sizes.map(Number));
    if (kept === null || kept === 0) {
      const kind = kept === 0 ? checkDiagnostics.excludeLeavesNothing : checkDiagnostics.excludeTooComplex;
      const spans = [
        ...[...block.excludes, ...block.only].map(({ span }) => span),
        ...block.expressions.map(({ node }) => node.span),
      ];
      const text = kept === 0 ? 'nothing is left' : 'the first of them';
      const help =
        kept === 0
          ? 'remove the block, or exclude less'
          : 'list the wanted combinations under `paired`, or split the block into several';
      const [span = block.span] = spans;
      diagnostics.add(diagnose(kind, {}, { primary: { span, text }, help }));
    }
    total += kept ?? 0;
  }
  if (total <= Number.MAX_SAFE_INTEGER) return;
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

function countKept(block: DraftBlock, sizes: readonly number[]): number | null {
  const excludes = matchExcludes(block)
    .filter(({ unknown }) => unknown.length === 0)
    .filter(({ matches }) => matches.every(({ rows }) => rows.length > 0));
  const { conditions, problems } = readConditions(block);
  // What an expression leaves is not known while it cannot be read.
  if (problems.length > 0) return 1;
  const diagram = buildDiagram({ axes: sizes.map((size) => ({ size })), excludes, conditions });
  return diagram === null ? null : countDiagram(diagram);
}
