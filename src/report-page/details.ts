import type { ReportModel } from '../report/model.ts';
import { commandAt } from '../report/summary.ts';
import { type ColumnKind, numbersOf } from '../report/table.ts';
import { copyButton } from './copy.ts';
import { cell, fact, taskAt } from './data.ts';
import { button, element } from './dom.ts';
import { formatDuration, formatMoment } from './format.ts';
import { stateBadge } from './task-link.ts';
import type { ViewStore } from './view.ts';

/**
 * The panel with everything known about the selected task. Escape closes it and returns to the place from which it was
 * opened.
 */
export function details(model: ReportModel, view: ViewStore): HTMLElement {
  const body = element('div', { class: 'details-body' });
  const panel = element(
    'aside',
    { id: 'details', 'aria-label': 'Details of a task', tabindex: -1, hidden: true },
    body,
  );
  let openedBy: Element | null = null;
  const close = (): void => view.change({ selected: null });
  view.watch(['selected'], ({ selected }) => {
    if (selected === null) {
      panel.hidden = true;
      if (openedBy instanceof HTMLElement && openedBy.isConnected) openedBy.focus();
      openedBy = null;
    } else {
      if (panel.hidden) openedBy = document.activeElement;
      panel.hidden = false;
      body.replaceChildren(...contents(model, selected, close));
      panel.scrollTop = 0;
    }
    document.body.classList.toggle('with-details', selected !== null);
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && view.current.selected !== null) close();
  });
  return panel;
}

function contents(model: ReportModel, row: number, close: () => void): readonly HTMLElement[] {
  const task = taskAt(model, row);
  const directory = `${model.directory}/tasks/task_${task}`;
  const recorded = model.commands[task] !== undefined;
  const origin = recorded ? 'Command, as recorded' : 'Command, from the plan';
  return [
    element(
      'div',
      { class: 'details-head' },
      element('h2', {}, `Task ${task}`),
      ...nameOf(model, row).map((name) => element('span', { class: 'details-name' }, name)),
      stateBadge(cell(fact(model, 'state'), row)),
      button('Close', close, { class: 'small', 'aria-keyshortcuts': 'Escape' }),
    ),
    list('Parameters', cellsOf(model, row, 'parameter')),
    list('Metrics', cellsOf(model, row, 'metric')),
    list('Run', runFacts(model, row)),
    copied(origin, commandAt(model, row), `the command of task ${task}`),
    copied('Directory', directory, `the directory of task ${task}`),
  ].filter((part) => part !== null);
}

/** The name of the task, if the sweep sets names. */
function nameOf(model: ReportModel, row: number): readonly string[] {
  return cellsOf(model, row, 'name').map(([, name]) => name);
}

function cellsOf(model: ReportModel, row: number, kind: ColumnKind): readonly (readonly [string, string])[] {
  return model.columns
    .filter((column) => column.kind === kind)
    .map((column) => [column.name, cell(column, row)]);
}

function runFacts(model: ReportModel, row: number): readonly (readonly [string, string])[] {
  const number = (name: 'duration' | 'started' | 'ended' | 'cpu_time'): number =>
    numbersOf(fact(model, name))[row] ?? Number.NaN;
  return [
    ['Exit code', cell(fact(model, 'exit_code'), row)],
    ['Host', cell(fact(model, 'host'), row)],
    ['Attempt', cell(fact(model, 'attempt'), row)],
    ['Duration', formatDuration(number('duration'))],
    ['CPU time', formatDuration(number('cpu_time'))],
    ['Peak memory', withUnit(cell(fact(model, 'peak_memory'), row), 'MiB')],
    ['Started', formatMoment(number('started'))],
    ['Ended', formatMoment(number('ended'))],
  ];
}

function withUnit(text: string, unit: string): string {
  return text === '' ? '' : `${text} ${unit}`;
}

/** Names and values; null for an unknown value. */
function list(heading: string, facts: readonly (readonly [string, string])[]): HTMLElement | null {
  const known = facts.filter(([, text]) => text !== '');
  if (known.length === 0) return null;
  const rows = known.map(([name, text]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, text)),
  );
  return element('section', {}, element('h3', {}, heading), element('dl', { class: 'pairs' }, ...rows));
}

function copied(heading: string, text: string, what: string): HTMLElement {
  return element(
    'section',
    {},
    element(
      'div',
      { class: 'copied-head' },
      element('h3', {}, heading),
      copyButton(() => text, what),
    ),
    element('pre', { tabindex: 0, 'aria-label': heading }, element('code', {}, text)),
  );
}
