/** Where the cells of a grid are, in CSS pixels. */
export interface GridLayout {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  /** The distance from one cell to the next, including the gap. */
  readonly size: number;
  readonly gap: number;
  place(row: number): { readonly x: number; readonly y: number };
  /** The row whose cell is at a point; null without one. */
  rowAt(x: number, y: number): number | null;
}

const LARGEST = 26;
const SMALLEST = 5;
/** Cells get smaller until the grid is at most this high, if possible. */
const HIGHEST = 380;
/** Space for the outline of a cell at the edge. */
const MARGIN = 3;

/** The layout with the largest cells that fit. */
export function gridLayout(rows: number, available: number): GridLayout {
  const inner = Math.max(SMALLEST, available - 2 * MARGIN);
  let size = LARGEST;
  while (size > SMALLEST && Math.ceil(rows / columnsFor(inner, size)) * size > HIGHEST) size -= 1;
  const columns = Math.max(1, Math.min(rows, columnsFor(inner, size)));
  const gap = size >= 14 ? 3 : size >= 8 ? 2 : 1;
  return {
    columns,
    size,
    gap,
    width: columns * size - gap + 2 * MARGIN,
    height: Math.ceil(rows / columns) * size - gap + 2 * MARGIN,
    place: (row) => ({
      x: MARGIN + (row % columns) * size,
      y: MARGIN + Math.floor(row / columns) * size,
    }),
    rowAt: (x, y) => {
      const [column, line] = [Math.floor((x - MARGIN) / size), Math.floor((y - MARGIN) / size)];
      const row = line * columns + column;
      return column >= 0 && column < columns && line >= 0 && row < rows ? row : null;
    },
  };
}

function columnsFor(width: number, size: number): number {
  return Math.max(1, Math.floor(width / size));
}

/** The cell to which a key moves; null for other keys. */
export function moved(key: string, from: number, columns: number, rows: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    Home: -from,
    End: rows - 1 - from,
  };
  const step = steps[key];
  if (step === undefined) return null;
  const to = from + step;
  return to >= 0 && to < rows ? to : from;
}
