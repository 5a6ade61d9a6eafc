import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { SyntaxNode } from '../../syntax/node.ts';
import { blockCells } from '../block-cells.ts';
import { allBlocks, axisSize, type DraftAxis, type DraftBlock, valueIn } from '../draft.ts';
import { MOST_UNIQUE } from '../overlap/unique-tasks.ts';
import type { RuleContext } from '../rule.ts';
import { valueKey } from '../value-key.ts';
import { written } from '../written.ts';

/**
 * A value that occurs twice on an axis makes each of its tasks run twice. In a paired group only whole rows count, also between two cases;
 * each case is checked separately, too.
 */
export function duplicateValue(context: RuleContext): void {
  // Duplicates that `unique` drops do not run; if a block has too many tasks for `unique`, they do.
  const { draft } = context;
  const blocks = draft.unique === null ? allBlocks(draft) : draft.blocks.filter(isLong);
  for (const axis of blocks.flatMap((block) => block.axes)) checkRows(axis, context);
}

function isLong(block: DraftBlock): boolean {
  const cells = blockCells(block);
  return typeof cells !== 'string' && cells.count > MOST_UNIQUE;
}

function checkRows(axis: DraftAxis, { diagnostics }: RuleContext): void {
  const { kind, parameters, caseOf } = axis;
  const isDrawn = kind === 'sample';
  // A long range has no duplicate values, and neither has anything paired with one.
  if (parameters.some(({ long }) => long !== null)) return;
  const firstRows = new Map<string, number>();
  const pairs = new Set<string>();
  for (let row = 0; row < (axisSize(axis) ?? 0); row += 1) {
    const cells = parameters.map((parameter) => valueIn(parameter, row));
    const key = cells.map((value) => value && valueKey(value)).join('\n');
    const first = firstRows.get(key);
    if (first === undefined) {
      firstRows.set(key, row);
      continue;
    }
    if (caseOf !== null) {
      const pair = `${caseOf[first]} ${caseOf[row]}`;
      if (caseOf[first] === caseOf[row] || pairs.has(pair)) continue;
      pairs.add(pair);
    }
    const set = cells.filter((value) => value !== null);
    const [again, before] = [set[0], leadIn(axis, first)];
    if (again === undefined || before === undefined) continue;
    diagnostics.add(
      diagnose(
        checkDiagnostics.duplicateValue,
        { what: set.length === 1 ? written(again) : `the row ${set.map(written).join(', ')}`, isDrawn },
        {
          primary: { span: again.span, text: isDrawn ? 'drawn before' : 'the same value' },
          secondary: isDrawn ? [] : [{ span: before.span, text: 'listed here first' }],
          help: isDrawn
            ? 'draw fewer rows, or allow more values'
            : 'remove one of the two; to repeat tasks, sweep a seed',
        },
      ),
    );
    // Duplicates that were drawn are not the user's to remove.
    if (isDrawn) return;
  }
}

/** The first value of a row. */
function leadIn({ parameters }: DraftAxis, row: number): SyntaxNode | undefined {
  return parameters.map((parameter) => valueIn(parameter, row)).find((value) => value !== null) ?? undefined;
}
