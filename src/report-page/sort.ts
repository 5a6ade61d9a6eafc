import { type Column, isNumberText, toNumber } from '../report/table.ts';

export type Direction = 'ascending' | 'descending';

const collator = new Intl.Collator('en', { numeric: true });

/** 0 for a number, 1 for text and `nan`, 2 for empty: cells without a numeric order come after numbers. */
function rankOf(text: string): number {
  if (text === '') return 2;
  return isNumberText(text) && !Number.isNaN(toNumber(text)) ? 0 : 1;
}

/** Numbers by size, then text, then empty cells. */
export function compareCells(a: string, b: string): number {
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  if (rankA !== rankB) return rankA - rankB;
  if (rankA === 0) return compareNumbers(toNumber(a), toNumber(b));
  return collator.compare(a, b);
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * All rows in the order of a column. Text and empty cells come last in both directions; equal rows stay in the order of
 * the tasks.
 */
export function sortedRows({ values }: Column, direction: Direction): readonly number[] {
  const ranks = values.map(rankOf);
  const numbers = values.map(toNumber);
  const sign = direction === 'ascending' ? 1 : -1;
  return values
    .map((_, row) => row)
    .sort((a, b) => {
      const [rankA, rankB] = [ranks[a] ?? 2, ranks[b] ?? 2];
      if (rankA !== rankB) return rankA - rankB;
      const compared =
        rankA === 0
          ? compareNumbers(numbers[a] ?? 0, numbers[b] ?? 0)
          : collator.compare(values[a] ?? '', values[b] ?? '');
      return sign * compared || a - b;
    });
}
