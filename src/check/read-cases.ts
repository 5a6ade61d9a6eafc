import type { Span } from '../source/source.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { type BlockCells, blockCells } from './block-cells.ts';
import { type DraftAxis, type DraftBlock, type DraftParameter, valueIn } from './draft.ts';
import { MOST_LISTED } from './range.ts';

/**
 * The axis made of the cells of small blocks, one block after another. Its parameters are those of all blocks, in the order in which
 * they first appear; a row lacks those that its block does not set. It has no rows if a block's cells cannot be counted, or if there
 * are too many in total.
 */
export function casesAxis(cases: readonly DraftBlock[], span: Span): DraftAxis {
  const cells = countCases(cases);
  const caseOf = cells.flatMap(({ count }, at) => Array.from({ length: count }, () => at));
  const columns = new Map<string, { readonly first: DraftParameter; readonly rows: (SyntaxNode | null)[] }>();
  let start = 0;
  for (const [at, block] of cases.entries()) {
    const own = cells[at];
    for (const { parameter, axis } of withAxes(block)) {
      const column = columns.get(parameter.name) ?? {
        first: parameter,
        rows: Array.from({ length: caseOf.length }, () => null),
      };
      columns.set(parameter.name, column);
      const values = new Map<number, SyntaxNode | null>();
      for (let rank = 0; own !== undefined && rank < own.count; rank += 1) {
        const row = own.rowsAt(rank)[axis] ?? 0;
        if (!values.has(row)) values.set(row, valueIn(parameter, row));
        column.rows[start + rank] = values.get(row) ?? null;
      }
    }
    start += own?.count ?? 0;
  }
  const parameters = [...columns.values()].map(
    ({ first, rows }): DraftParameter => ({
      name: first.name,
      nameSpan: first.nameSpan,
      values: [...new Set(rows)].filter((value) => value !== null),
      valuesSpan: first.valuesSpan,
      long: null,
      rows,
      problems: [],
    }),
  );
  return { kind: 'cases', group: null, span, parameters, caseOf, table: null, problems: [] };
}

/** The cells of each case; none if some cannot be determined, or if there are too many in total to list. */
function countCases(cases: readonly DraftBlock[]): readonly BlockCells[] {
  const cells = cases.map(blockCells).filter((each) => typeof each !== 'string');
  if (cells.length < cases.length) return [];
  return cells.reduce((sum, { count }) => sum + count, 0) > MOST_LISTED ? [] : cells;
}

function withAxes(
  block: DraftBlock,
): readonly { readonly parameter: DraftParameter; readonly axis: number }[] {
  return block.axes.flatMap(({ parameters }, axis) => parameters.map((parameter) => ({ parameter, axis })));
}
