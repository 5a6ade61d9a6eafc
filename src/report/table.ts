/** What a column of the collected results holds. */
export type ColumnKind = 'task' | 'name' | 'parameter' | 'fact' | 'metric';

/** A column as text: numbers keep the digits they were written with; an empty cell is not known. */
export interface Column {
  /** Unique in its table. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** One a row. */
  readonly values: readonly string[];
}

/** The results of a sweep, one row per task. */
export interface ResultTable {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** The columns between the parameters and the metrics, in the order in which `scripts/collect.sh` prints them. */
export const factNames = ['state', 'exit_code', 'duration', 'host', 'attempt', 'started', 'ended'] as const;
/** After those: what the latest attempt cost, in seconds of CPU time and mebibytes. Builds of before have no such columns. */
export const costNames = ['cpu_time', 'peak_memory'] as const;
export type FactName = (typeof factNames)[number] | (typeof costNames)[number];

/** The column of a name; an empty one where the table has none. */
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

/** The number that a cell says; NaN where it says none, and for `nan`. */
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

/** A column as numbers, and whether it is one of numbers. */
interface Reading {
  readonly numbers: Float64Array;
  readonly isNumeric: boolean;
}

/** A column is read once, however many ask. */
const readings = new WeakMap<Column, Reading>();

/** A column's cells as numbers; NaN where there is none. */
export function numbersOf(column: Column): Float64Array {
  return readingOf(column).numbers;
}

/** Whether all that a column holds are numbers, and at least one of them is finite. */
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
