import { configurationsOf, meansTable } from '../report/configurations.ts';
import type { ReportModel } from '../report/model.ts';
import { taskAt } from './data.ts';
import { plural } from './format.ts';

/** The marks of a plot: one per task or, if the sweep has replicates, one per configuration with its means. */
export interface ShownRuns {
  readonly model: ReportModel;
  /** `run` or `configuration`. */
  readonly word: string;
  nameOf(row: number): string;
  /** The task that represents a row. */
  taskRow(row: number): number;
  /** The row of a task; null without a task. */
  rowOf(taskRow: number | null): number | null;
}

const known = new WeakMap<ReportModel, ShownRuns>();

export function shownRuns(model: ReportModel): ShownRuns {
  let shown = known.get(model);
  if (shown === undefined) {
    shown = makeShown(model);
    known.set(model, shown);
  }
  return shown;
}

function makeShown(model: ReportModel): ShownRuns {
  const { replication } = model;
  if (replication === null) {
    return {
      model,
      word: 'run',
      nameOf: (row) => `Task ${taskAt(model, row)}`,
      taskRow: (row) => row,
      rowOf: (row) => row,
    };
  }
  const configurations = configurationsOf(model, replication);
  const rowOfTask = new Map(configurations.flatMap(({ rows }, at) => rows.map((row) => [row, at] as const)));
  return {
    model: { ...model, ...meansTable(model, replication), replication: null },
    word: 'configuration',
    nameOf: (row) => `Mean of ${plural(configurations[row]?.rows.length ?? 0, 'task')}`,
    taskRow: (row) => configurations[row]?.rows[0] ?? 0,
    rowOf: (row) => (row === null ? null : (rowOfTask.get(row) ?? null)),
  };
}
