import type { ReportModel } from '../report/model.ts';
import { type Column, columnNamed, type FactName, isNumeric, toNumber } from '../report/table.ts';

const numbers = new WeakMap<Column, Float64Array>();
const numeric = new WeakMap<Column, boolean>();

/** A column's cells as numbers; NaN where there is none. */
export function numbersOf(column: Column): Float64Array {
  let made = numbers.get(column);
  if (made === undefined) {
    made = Float64Array.from(column.values, toNumber);
    numbers.set(column, made);
  }
  return made;
}

/** Whether a column holds numbers only. */
export function holdsNumbers(column: Column): boolean {
  let known = numeric.get(column);
  if (known === undefined) {
    known = isNumeric(column);
    numeric.set(column, known);
  }
  return known;
}

export function fact(model: ReportModel, name: FactName | 'task'): Column {
  return columnNamed(model, name);
}

export function cell(column: Column, row: number): string {
  return column.values[row] ?? '';
}

/** The number of a row's task, as text. */
export function taskAt(model: ReportModel, row: number): string {
  return cell(fact(model, 'task'), row);
}

/** The row of a task; -1 where there is none. Most tables are in the order of their tasks. */
export function rowOfTask(model: ReportModel, task: string): number {
  const { values } = fact(model, 'task');
  const guess = Number(task) - 1;
  return values[guess] === task ? guess : values.indexOf(task);
}

/** `batch_size=64 optimizer=adam`, the parameters of a row that are set. */
export function parametersText(model: ReportModel, row: number): string {
  return model.columns
    .filter(({ kind, values }) => kind === 'parameter' && values[row] !== '' && values[row] !== undefined)
    .map(({ name, values }) => `${name}=${values[row]}`)
    .join('  ');
}
