import { parametersOf } from '../plan/parameters.ts';
import type { Plan } from '../plan/plan.ts';
import { describeSample, type Statistics } from './statistics.ts';
import { type Column, columnNamed, columnsOf, isNumeric, numbersOf, type ResultTable } from './table.ts';

/** The columns that define a configuration: tasks with equal values there differ only in `replicates`. */
export interface Replication {
  /** The columns of the replicate parameters. */
  readonly replicates: readonly string[];
  /** The columns of the other parameters, without derived ones. */
  readonly settings: readonly string[];
}

/** Tasks that differ only in replicates, in the order of the first of them. */
export interface Configuration {
  /** The rows of all its tasks; the first represents the others. */
  readonly rows: readonly number[];
}

/** The table columns for `replicates` of the plan; null if the sweep has none. */
export function replicationOf(plan: Plan, table: ResultTable): Replication | null {
  const { replicates } = plan;
  if (replicates === undefined) return null;
  // The columns are in the order in which the blocks name their parameters.
  const isDerived = new Map<string, boolean>();
  for (const block of plan.space.blocks) {
    for (const { parameter } of parametersOf(block)) isDerived.set(parameter.name, false);
    for (const { name } of block.derived ?? []) isDerived.set(name, true);
  }
  const columns = columnsOf(table, 'parameter').map(({ name }) => name);
  const named = [...isDerived].map(([name, derived], at) => ({ name, derived, column: columns[at] ?? name }));
  return {
    replicates: named.filter(({ name }) => replicates.includes(name)).map(({ column }) => column),
    settings: named
      .filter(({ name, derived }) => !derived && !replicates.includes(name))
      .map(({ column }) => column),
  };
}

export function configurationsOf(table: ResultTable, { settings }: Replication): readonly Configuration[] {
  const columns = settings.map((name) => columnNamed(table, name));
  const groups = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row += 1) {
    const key = JSON.stringify(columns.map(({ values }) => values[row] ?? ''));
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [row]);
    else rows.push(row);
  }
  return [...groups.values()].map((rows) => ({ rows }));
}

/** The statistics of the completed tasks of each configuration. */
export function statisticsOf(
  table: ResultTable,
  configurations: readonly Configuration[],
  column: Column,
): readonly Statistics[] {
  const numbers = numbersOf(column);
  const states = columnNamed(table, 'state').values;
  return configurations.map(({ rows }) =>
    describeSample(
      rows.flatMap((row) => {
        const value = numbers[row] ?? Number.NaN;
        return states[row] === 'completed' && Number.isFinite(value) ? [value] : [];
      }),
    ),
  );
}

/** A table with one row per configuration: its parameters, and the means of its measurements. */
export function meansTable(table: ResultTable, replication: Replication): ResultTable {
  const configurations = configurationsOf(table, replication);
  const firstOf = (column: Column): Column => ({
    ...column,
    values: configurations.map(({ rows }) => column.values[rows[0] ?? 0] ?? ''),
  });
  const meanOf = (column: Column): Column => ({
    ...column,
    values: statisticsOf(table, configurations, column).map(({ mean }) =>
      Number.isNaN(mean) ? '' : String(mean),
    ),
  });
  const measured = [...columnsOf(table, 'metric'), columnNamed(table, 'duration')].filter(isNumeric);
  return {
    rows: configurations.length,
    columns: [
      firstOf(columnNamed(table, 'task')),
      ...replication.settings.map((name) => firstOf(columnNamed(table, name))),
      ...measured.map(meanOf),
    ],
  };
}
