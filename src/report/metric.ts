import type { Objective } from '../plan/run-settings.ts';
import { type Column, columnNamed, columnsOf, isNumeric, type ResultTable, toNumber } from './table.ts';

export type Goal = Objective['goal'];

/** Parts of a name that suggest that lower is better. */
const LESS_IS_BETTER =
  /^(?:.*loss|.*error|err|mse|rmse|mae|mape|perplexity|ppl|nll|bpb|bpc|regret|latency|time|seconds|duration|wer|cer|fid|cost|divergence)$/;

/** The columns that runs can be ranked by: metrics of numbers, then the duration. */
export function rankable(table: ResultTable): readonly Column[] {
  return [...columnsOf(table, 'metric'), columnNamed(table, 'duration')].filter(isNumeric);
}

/** The column that a user means by the name of a metric, which may have been renamed because of a parameter. */
export function findMetric(table: ResultTable, name: string): Column | null {
  const columns = rankable(table);
  const named = (wanted: string): Column | undefined => columns.find((column) => column.name === wanted);
  return named(name) ?? named(`metric.${name}`) ?? null;
}

/**
 * The default metric for ranking: the objective, else the first metric that distinguishes runs and is not a copy of a
 * parameter (programs often write these next to their results), else the duration. Null without any numeric column.
 */
export function defaultMetric(table: ResultTable, objective: Objective | null): Column | null {
  const wanted = objective === null ? null : findMetric(table, objective.metric);
  if (wanted !== null) return wanted;
  const columns = rankable(table);
  const parameters = columnsOf(table, 'parameter');
  const telling = columns.find(
    (column) =>
      column.kind === 'metric' &&
      !isConstant(column) &&
      !parameters.some((parameter) => isCopy(column, parameter)),
  );
  return telling ?? columns[0] ?? null;
}

/** The objective's goal if it is about this metric, otherwise the one that its name suggests. */
export function defaultGoal(metric: string, objective: Objective | null): Goal {
  if (objective !== null && [objective.metric, `metric.${objective.metric}`].includes(metric)) {
    return objective.goal;
  }
  const parts = metric.toLowerCase().split(/[^a-z]+/);
  return parts.some((part) => LESS_IS_BETTER.test(part)) ? 'minimize' : 'maximize';
}

function isConstant({ values }: Column): boolean {
  const known = values.filter((text) => text !== '');
  return known.length > 1 && known.every((text) => text === known[0]);
}

function isCopy(metric: Column, parameter: Column): boolean {
  return metric.values.every((text, row) => {
    const other = parameter.values[row] ?? '';
    return text === '' || text === other || toNumber(text) === toNumber(other);
  });
}
