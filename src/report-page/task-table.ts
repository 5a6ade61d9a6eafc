import type { ReportModel } from '../report/model.ts';
import { type Column, isNumeric, numbersOf } from '../report/table.ts';
import { cell, fact } from './data.ts';
import { announce, button, element, section } from './dom.ts';
import { isEverything, passing } from './filter.ts';
import { filterBar } from './filter-bar.ts';
import { formatDuration, formatMoment, plural, shortCell } from './format.ts';
import { type Direction, sortedRows } from './sort.ts';
import { stateBadge, taskLink } from './task-link.ts';
import type { ViewStore } from './view.ts';
import { virtualRows } from './virtual-rows.ts';

/** The height of a row in CSS pixels, as in table.css. */
const ROW = 32;
/** The maximum width of a column, in characters. */
const WIDEST = 28;

/** All tasks. A click or a key on a heading sorts them, and filters apply. */
export function taskTable(model: ReportModel, view: ViewStore): HTMLElement {
  const columns = shownColumns(model);
  const body = element('tbody');
  const headings = columns.map((column) => heading(column, sortBy));
  const table = element(
    'table',
    { class: 'tasks', 'aria-rowcount': model.rows + 1 },
    element('caption', { class: 'unseen' }, 'All tasks'),
    element('colgroup', {}, ...columns.map((column) => columnWidth(model, column))),
    element('thead', {}, element('tr', { 'aria-rowindex': 1 }, ...headings)),
    body,
  );
  const scroller = element(
    'div',
    { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': 'Table of tasks' },
    table,
  );
  const count = element('p', { class: 'hint', role: 'status', id: 'shown' });
  const rows = virtualRows(scroller, body, ROW, columns.length, (row, at) => tableRow(row, at));
  let sorted = { name: 'task', direction: 'ascending' as Direction };
  let order = sortedRows(columnOf(sorted.name), sorted.direction);

  function columnOf(name: string): Column {
    return columns.find((column) => column.name === name) ?? fact(model, 'task');
  }
  function sortBy(name: string): void {
    const again = sorted.name === name && sorted.direction === 'ascending';
    sorted = { name, direction: again ? 'descending' : 'ascending' };
    order = sortedRows(columnOf(name), sorted.direction);
    scroller.scrollTop = 0;
    show();
    announce(`Sorted by ${name}, ${sorted.direction}`);
  }
  function show(): void {
    for (const [at, cell] of headings.entries()) {
      cell.setAttribute('aria-sort', columns[at]?.name === sorted.name ? sorted.direction : 'none');
    }
    const { filter } = view.current;
    const passes = passing(model, filter);
    const shown = order.filter((row) => passes[row] === 1);
    table.setAttribute('aria-rowcount', String(shown.length + 1));
    rows.show(shown);
    const all = plural(model.rows, 'task');
    count.textContent = isEverything(filter) ? all : `${shown.length} of ${all}`;
  }
  function tableRow(row: number, at: number): HTMLElement {
    const cells = columns.map((column) =>
      column.kind === 'task'
        ? element('th', { scope: 'row' }, taskLink(model, row, view))
        : element('td', cellAttributes(column, row), cellContent(column, row)),
    );
    const selected = view.current.selected === row ? 'true' : null;
    const made = element('tr', { 'aria-rowindex': at + 2, 'aria-current': selected }, ...cells);
    made.dataset['row'] = String(row);
    made.addEventListener('click', (event) => {
      if (!(event.target instanceof HTMLButtonElement)) view.change({ selected: row });
    });
    return made;
  }

  view.watch(['filter'], show);
  // The rows are kept, so that the focus stays.
  view.watch(['selected'], ({ selected }) => {
    for (const line of body.querySelectorAll('tr')) {
      if (line.dataset['row'] === String(selected)) line.setAttribute('aria-current', 'true');
      else line.removeAttribute('aria-current');
    }
  });
  show();
  return section('tasks', 'Tasks', filterBar(model, view), count, scroller);
}

/** The columns that readers look for first come first. The end has no column: it is the start plus the duration. */
function shownColumns(model: ReportModel): readonly Column[] {
  const facts = ['duration', 'exit_code', 'host', 'attempt', 'started'] as const;
  const kind = (wanted: Column['kind']): readonly Column[] =>
    model.columns.filter((each) => each.kind === wanted);
  const [task, state] = [fact(model, 'task'), fact(model, 'state')];
  return [
    task,
    ...kind('name'),
    state,
    ...kind('parameter'),
    ...kind('metric'),
    ...facts.map((name) => fact(model, name)),
  ];
}

function heading(column: Column, sortBy: (name: string) => void): HTMLElement {
  const label = button(column.name, () => sortBy(column.name), { class: 'sort', title: column.name });
  return element('th', { scope: 'col', class: alignment(column), 'aria-sort': 'none' }, label);
}

/** Numbers are aligned by their last digits. Tasks are links, at the beginning of the row. */
function alignment(column: Column): string | null {
  return column.kind !== 'task' && isNumeric(column) ? 'number' : null;
}

/** Set once for all rows, so that nothing moves when rows are created and removed. */
function columnWidth(model: ReportModel, column: Column): HTMLElement {
  const lengthOf = (text: string): number => (column.kind === 'metric' ? shortCell(text) : text).length;
  const longest = column.values.reduce(
    (most, text) => Math.max(most, lengthOf(text)),
    column.name.length + 2,
  );
  const fixed: Readonly<Record<string, number>> = { state: 12, duration: 11, started: 20 };
  const width = column.kind === 'fact' ? (fixed[column.name] ?? longest) : longest;
  const made = element('col');
  made.style.width = `calc(${Math.min(WIDEST, Math.max(5, width))}ch + 1.75rem)`;
  return model.rows === 0 ? element('col') : made;
}

function cellAttributes(column: Column, row: number): Record<string, string | null> {
  const text = cell(column, row);
  const isShortened = text.length > WIDEST || (column.kind === 'metric' && shortCell(text) !== text);
  return { class: alignment(column), title: isShortened ? text : null };
}

function cellContent(column: Column, row: number): Node | string {
  const text = cell(column, row);
  if (column.kind === 'metric') return shortCell(text);
  if (column.kind !== 'fact' || text === '') return text;
  if (column.name === 'state') return stateBadge(text);
  if (column.name === 'duration') return formatDuration(numbersOf(column)[row] ?? Number.NaN);
  if (column.name === 'started') return formatMoment(numbersOf(column)[row] ?? Number.NaN);
  return text;
}
