import type { ReportModel } from '../report/model.ts';
import { type Column, columnNamed, type FactName } from '../report/table.ts';

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

/** The row of a task; -1 without one. Most tables are in the order of their tasks. */
export function rowOfTask(model: ReportModel, task: string): number {
  const { values } = fact(model, 'task');
  const guess = Number(task) - 1;
  return values[guess] === task ? guess : values.indexOf(task);
}

/** The parameters of a row that are set: `batch_size=64 optimizer=adam`. */
export function parametersText(model: ReportModel, row: number): string {
  return model.columns
    .filter(({ kind, values }) => kind === 'parameter' && values[row] !== '' && values[row] !== undefined)
    .map(({ name, values }) => `${name}=${values[row]}`)
    .join('  ');
}
