import { configurationsOf, type Replication, statisticsOf } from './configurations.ts';
import { BEST, type ReportModel } from './model.ts';
import { bestRows } from './ranking.ts';
import type { ClassUse } from './resource-use.ts';
import { describeSample, type Statistics } from './statistics.ts';
import { type ColumnKind, columnNamed, columnsOf, isNumeric } from './table.ts';
import { taskCommand } from './task-command.ts';

/** A run as `hsm report --json` prints it. Cells are the collected text. */
export interface RankedRun {
  readonly task: number;
  /** Its name, if the sweep sets names. */
  readonly name?: string;
  readonly state: string;
  readonly value: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, string>>;
  readonly command: string;
  readonly directory: string;
}

/** A configuration as `hsm report --json` prints it; undefined statistics are null. */
export interface ConfigurationSummary {
  readonly parameters: Readonly<Record<string, string>>;
  readonly tasks: readonly number[];
  readonly metrics: Readonly<Record<string, Readonly<Record<keyof Statistics, number | null>>>>;
}

/** The JSON output of a report. */
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
  /** The statistics of replicates, best mean first; absent if the sweep has no replicates. */
  readonly configurations?: readonly ConfigurationSummary[];
  /** Tasks by the cause of their failure. */
  /** The resources that completed tasks requested and used; without unmeasured values. */
  readonly resources: readonly ClassUse[];
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
    ...(model.replication === null
      ? {}
      : { configurations: configurationSummaries(model, model.replication) }),
    resources: model.resources,
    failures: [...causes].map(([cause, tasks]) => ({ cause, tasks })),
  };
}

/** How often each value occurs. */
export function countsOf(values: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** The recorded command of a row's task, otherwise the plan's. */
export function commandAt(model: ReportModel, row: number): string {
  const task = columnNamed(model, 'task').values[row] ?? '';
  const { commands, plan, sweep, directory } = model;
  return commands[task] ?? taskCommand(plan, Number(task), sweep, directory);
}

function configurationSummaries(
  model: ReportModel,
  replication: Replication,
): readonly ConfigurationSummary[] {
  const configurations = configurationsOf(model, replication);
  const metrics = columnsOf(model, 'metric').filter(isNumeric);
  const statistics = new Map(metrics.map((each) => [each.name, statisticsOf(model, configurations, each)]));
  const means = (statistics.get(model.metric ?? '') ?? []).map(({ mean }) =>
    Number.isNaN(mean) ? '' : String(mean),
  );
  const ranked = bestRows({ name: '', kind: 'metric', values: means }, model.goal, means.length);
  const order = [...new Set([...ranked, ...configurations.keys()])];
  const tasks = columnNamed(model, 'task').values;
  return order.map((at) => {
    const rows = configurations[at]?.rows ?? [];
    return {
      parameters: Object.fromEntries(
        replication.settings.map((name) => [name, columnNamed(model, name).values[rows[0] ?? 0] ?? '']),
      ),
      tasks: rows.map((row) => Number(tasks[row])),
      metrics: Object.fromEntries(
        [...statistics].map(([name, all]) => [name, withNulls(all[at] ?? describeSample([]))]),
      ),
    };
  });
}

/** JSON has no NaN. */
function withNulls(statistics: Statistics): ConfigurationSummary['metrics'][string] {
  const entries = Object.entries(statistics).map(([name, value]) => [
    name,
    Number.isNaN(value) ? null : value,
  ]);
  return Object.fromEntries(entries);
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
