import { BEST, type ReportModel } from './model.ts';
import { bestRows } from './ranking.ts';
import { type ColumnKind, columnNamed, columnsOf } from './table.ts';
import { taskCommand } from './task-command.ts';

/** A run as `hsm report --json` prints it. Cells are text as collected. */
export interface RankedRun {
  readonly task: number;
  /** What it is called, where the sweep says so. */
  readonly name?: string;
  readonly state: string;
  readonly value: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, string>>;
  readonly command: string;
  readonly directory: string;
}

/** What programs get of a report. */
export interface ReportSummary {
  readonly sweep: string;
  readonly directory: string;
  readonly source: string;
  readonly tasks: number;
  /** Tasks by state. */
  readonly states: Readonly<Record<string, number>>;
  readonly metric: string | null;
  readonly goal: string | null;
  readonly best: readonly RankedRun[];
  /** Tasks by the cause of their failure. */
  readonly failures: readonly { readonly cause: string; readonly tasks: readonly string[] }[];
}

export function summaryOf(model: ReportModel): ReportSummary {
  const { sweep, directory, source, rows, metric, goal } = model;
  const ranking = metric === null ? [] : bestRows(columnNamed(model, metric), goal, BEST);
  const causes = new Map<string, string[]>();
  for (const { cause, task } of model.failures) {
    const tasks = causes.get(cause) ?? [];
    tasks.push(task);
    causes.set(cause, tasks);
  }
  return {
    sweep,
    directory,
    source,
    tasks: rows,
    states: countsOf(columnNamed(model, 'state').values),
    metric,
    goal: metric === null ? null : goal,
    best: ranking.map((row) => rankedRun(model, row)),
    failures: [...causes].map(([cause, tasks]) => ({ cause, tasks })),
  };
}

/** How often each value occurs. */
export function countsOf(values: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** The recorded command of a row's task, else the one that the plan says. */
export function commandAt(model: ReportModel, row: number): string {
  const task = columnNamed(model, 'task').values[row] ?? '';
  const { commands, plan, sweep, directory } = model;
  return commands[task] ?? taskCommand(plan, Number(task), sweep, directory);
}

function rankedRun(model: ReportModel, row: number): RankedRun {
  const task = Number(columnNamed(model, 'task').values[row]);
  const cells = (kind: ColumnKind): Record<string, string> =>
    Object.fromEntries(columnsOf(model, kind).map(({ name, values }) => [name, values[row] ?? '']));
  const [name] = Object.values(cells('name'));
  return {
    task,
    ...(name === undefined ? {} : { name }),
    state: columnNamed(model, 'state').values[row] ?? '',
    value: Number(columnNamed(model, model.metric ?? '').values[row]),
    parameters: cells('parameter'),
    metrics: cells('metric'),
    command: commandAt(model, row),
    directory: `${model.directory}/tasks/task_${task}`,
  };
}
