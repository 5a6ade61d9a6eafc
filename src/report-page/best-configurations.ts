import {
  type Configuration,
  configurationsOf,
  type Replication,
  statisticsOf,
} from '../report/configurations.ts';
import { BEST, type ReportModel } from '../report/model.ts';
import { bestRows } from '../report/ranking.ts';
import type { Statistics } from '../report/statistics.ts';
import { columnNamed } from '../report/table.ts';
import { cell } from './data.ts';
import { element, section } from './dom.ts';
import { formatNumber } from './format.ts';
import { taskLink } from './task-link.ts';
import type { ViewStore } from './view.ts';

/** The configurations with the best means of the metric, each with its spread and its tasks. */
export function bestConfigurations(
  model: ReportModel,
  replication: Replication,
  view: ViewStore,
): HTMLElement | null {
  if (view.current.metric === null) return null;
  const configurations = configurationsOf(model, replication);
  const host = element('div', {
    class: 'wide',
    tabindex: 0,
    role: 'region',
    'aria-label': 'Best configurations',
  });
  const lead = element('p', { class: 'hint' });
  const draw = (): void => {
    const { metric, goal } = view.current;
    const statistics = statisticsOf(model, configurations, columnNamed(model, metric ?? ''));
    const means = statistics.map(({ mean }) => (Number.isNaN(mean) ? '' : String(mean)));
    const rows = bestRows({ name: metric ?? '', kind: 'metric', values: means }, goal, BEST);
    lead.textContent =
      rows.length === 0
        ? `No completed task has a value for ${metric} yet.`
        : `By the mean of ${metric} over ${replication.replicates.join(', ')}, ${goal === 'maximize' ? 'highest' : 'lowest'} first. 95% confidence intervals (Student's t) over completed tasks.`;
    host.replaceChildren(
      ...(rows.length === 0 ? [] : [table(model, replication, view, { configurations, statistics, rows })]),
    );
  };
  view.watch(['metric', 'goal'], draw);
  draw();
  return section('best', 'Best configurations', lead, host);
}

interface Ranked {
  readonly configurations: readonly Configuration[];
  readonly statistics: readonly Statistics[];
  readonly rows: readonly number[];
}

function table(
  model: ReportModel,
  { settings }: Replication,
  view: ViewStore,
  { configurations, statistics, rows }: Ranked,
): HTMLElement {
  // Values that all configurations share do not distinguish them.
  const parameters = settings
    .map((name) => columnNamed(model, name))
    .filter(({ values }) => new Set(values).size > 1);
  const numbers = ['Mean', 'n', 'Std. dev.', '95% interval'];
  const head = ['', ...parameters.map(({ name }) => name), ...numbers, 'Tasks'];
  const lines = rows.map((row, place) => {
    const { count, mean, deviation, low, high } = statistics[row] as Statistics;
    const tasks = configurations[row]?.rows ?? [];
    const interval = count > 1 ? `${formatNumber(low)} to ${formatNumber(high)}` : '';
    return element(
      'tr',
      {},
      element('td', { class: 'number place' }, String(place + 1)),
      ...parameters.map((parameter) =>
        element(
          'td',
          { class: 'value', title: cell(parameter, tasks[0] ?? 0) },
          cell(parameter, tasks[0] ?? 0),
        ),
      ),
      element('td', { class: 'number strong', title: String(mean) }, formatNumber(mean)),
      element('td', { class: 'number' }, String(count)),
      element('td', { class: 'number' }, count > 1 ? formatNumber(deviation) : ''),
      element('td', { class: 'number' }, interval),
      element('td', {}, ...tasks.flatMap((task) => [taskLink(model, task, view), ' '])),
    );
  });
  const isNumber = (at: number): boolean =>
    at > parameters.length && at <= parameters.length + numbers.length;
  return element(
    'table',
    { class: 'plain best' },
    element('caption', { class: 'unseen' }, 'Best configurations'),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...head.map((text, at) =>
          element('th', { scope: 'col', class: isNumber(at) ? 'number' : null }, text),
        ),
      ),
    ),
    element('tbody', {}, ...lines),
  );
}
