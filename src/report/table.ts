/** The kind of a column in the collected results. */
export type ColumnKind = 'task' | 'name' | 'parameter' | 'fact' | 'metric';

/** A column as text: numbers keep their digits; an empty cell means unknown. */
export interface Column {
  /** Unique in its table. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** One per row. */
  readonly values: readonly string[];
}

/** The results of a sweep, one row per task. */
export interface ResultTable {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** The columns between the parameters and the metrics, in the order in which `scripts/collect.sh` prints them. */
export const factNames = ['state', 'exit_code', 'duration', 'host', 'attempt', 'started', 'ended'] as const;
/** After those: the cost of the latest attempt, in seconds of CPU time and mebibytes. Earlier builds have no such columns. */
export const costNames = ['cpu_time', 'peak_memory'] as const;
export type FactName = (typeof factNames)[number] | (typeof costNames)[number];

/** The column with a name; an empty one if the table has none. */
export function columnNamed(table: ResultTable, name: string): Column {
  const found = table.columns.find((column) => column.name === name);
  return found ?? { name, kind: 'fact', values: [] };
}

export function columnsOf(table: ResultTable, kind: ColumnKind): readonly Column[] {
  return table.columns.filter((column) => column.kind === kind);
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const NOT_A_NUMBER = /^[+-]?nan$/i;

/** The number in a cell; NaN if there is none, and for `nan`. */
export function toNumber(text: string): number {
  if (NUMBER.test(text)) return Number(text);
  const [, sign] = INFINITE.exec(text) ?? [];
  if (sign === undefined) return Number.NaN;
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Whether a cell is a number, an infinity or `nan`. */
export function isNumberText(text: string): boolean {
  return NUMBER.test(text) || INFINITE.test(text) || NOT_A_NUMBER.test(text);
}

/** A column as numbers, and whether it is numeric. */
interface Reading {
  readonly numbers: Float64Array;
  readonly isNumeric: boolean;
}

/** A column is only converted once. */
const readings = new WeakMap<Column, Reading>();

/** A column's cells as numbers; NaN if a cell has none. */
export function numbersOf(column: Column): Float64Array {
  return readingOf(column).numbers;
}

/** Whether all values of a column are numbers, and at least one of them is finite. */
export function isNumeric(column: Column): boolean {
  return readingOf(column).isNumeric;
}

function readingOf(column: Column): Reading {
  let reading = readings.get(column);
  if (reading === undefined) {
    reading = read(column.values);
    readings.set(column, reading);
  }
  return reading;
}

function read(values: readonly string[]): Reading {
  const numbers = new Float64Array(values.length).fill(Number.NaN);
  let areNumbers = true;
  let anyFinite = false;
  for (const [row, text] of values.entries()) {
    if (text === '') continue;
    const value = toNumber(text);
    numbers[row] = value;
    if (Number.isFinite(value)) anyFinite = true;
    else if (areNumbers) areNumbers = isNumberText(text);
  }
  return { numbers, isNumeric: areNumbers && anyFinite };
}
