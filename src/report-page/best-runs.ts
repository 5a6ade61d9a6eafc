import { BEST, type ReportModel } from '../report/model.ts';
import { bestRows } from '../report/ranking.ts';
import { commandAt } from '../report/summary.ts';
import { columnNamed, columnsOf } from '../report/table.ts';
import { bestConfigurations } from './best-configurations.ts';
import { copyButton } from './copy.ts';
import { cell, fact, taskAt } from './data.ts';
import { element, section } from './dom.ts';
import { shortCell } from './format.ts';
import { stateBadge, taskLink } from './task-link.ts';
import type { ViewStore } from './view.ts';

/**
 * The runs at the good end of the metric, each with the command that repeats it; or configurations, if the sweep has
 * replicates.
 */
export function bestRuns(model: ReportModel, view: ViewStore): HTMLElement | null {
  if (model.replication !== null) return bestConfigurations(model, model.replication, view);
  if (view.current.metric === null) return null;
  const host = element('div', { class: 'wide', tabindex: 0, role: 'region', 'aria-label': 'Best runs' });
  const lead = element('p', { class: 'hint' });
  const draw = (): void => {
    const { metric, goal } = view.current;
    const rows = bestRows(columnNamed(model, metric ?? ''), goal, BEST);
    lead.textContent =
      rows.length === 0
        ? `No run has a value for ${metric} yet.`
        : `By ${metric}, ${goal === 'maximize' ? 'highest' : 'lowest'} first.`;
    host.replaceChildren(...(rows.length === 0 ? [] : [table(model, view, rows)]));
  };
  view.watch(['metric', 'goal'], draw);
  draw();
  return section('best', 'Best runs', lead, host);
}

function table(model: ReportModel, view: ViewStore, rows: readonly number[]): HTMLElement {
  const metric = columnNamed(model, view.current.metric ?? '');
  // Values that all tasks share do not distinguish them.
  const parameters = columnsOf(model, 'parameter').filter(({ values }) => new Set(values).size > 1);
  const names = columnsOf(model, 'name');
  const head = [
    '',
    'Task',
    ...names.map(() => 'Name'),
    metric.name,
    ...parameters.map(({ name }) => name),
    'State',
    'Command',
  ];
  const lines = rows.map((row, place) =>
    element(
      'tr',
      {},
      element('td', { class: 'number place' }, String(place + 1)),
      element('th', { scope: 'row' }, taskLink(model, row, view)),
      ...names.map((name) => element('td', { class: 'value', title: cell(name, row) }, cell(name, row))),
      element('td', { class: 'number strong', title: cell(metric, row) }, shortCell(cell(metric, row))),
      ...parameters.map((parameter) =>
        element('td', { class: 'value', title: cell(parameter, row) }, cell(parameter, row)),
      ),
      element('td', {}, stateBadge(cell(fact(model, 'state'), row))),
      commandCell(model, row),
    ),
  );
  return element(
    'table',
    { class: 'plain best' },
    element('caption', { class: 'unseen' }, 'Best runs'),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...head.map((text, at) =>
          element('th', { scope: 'col', class: at === 2 + names.length ? 'number' : null }, text),
        ),
      ),
    ),
    element('tbody', {}, ...lines),
  );
}

function commandCell(model: ReportModel, row: number): HTMLElement {
  const command = commandAt(model, row);
  const copy = copyButton(() => command, `the command of task ${taskAt(model, row)}`);
  return element('td', { class: 'command' }, copy, element('code', { title: command }, command));
}
