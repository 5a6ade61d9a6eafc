import type { ReportModel } from '../report/model.ts';
import { rowOfTask, taskAt } from './data.ts';
import { button, element, focusDetails } from './dom.ts';
import type { ViewStore } from './view.ts';

/** A task's number as a button that shows its details. */
export function taskLink(model: ReportModel, row: number, view: ViewStore): HTMLButtonElement {
  const task = taskAt(model, row);
  const show = ({ detail }: MouseEvent): void => {
    view.change({ selected: row });
    // A click event with a count of 0 comes from the keyboard.
    if (detail === 0) focusDetails();
  };
  return button(task, show, { class: 'link', 'aria-label': `Task ${task}: show its details` });
}

/** Like `taskLink`, for a task that may have no row; then it is text. */
export function taskLinkByName(model: ReportModel, task: string, view: ViewStore): Node {
  const row = rowOfTask(model, task);
  return row === -1 ? document.createTextNode(task) : taskLink(model, row, view);
}

/** A state in words, with its swatch. */
export function stateBadge(state: string): HTMLElement {
  const swatch = element('span', { class: 'swatch', 'data-state': state, 'aria-hidden': 'true' });
  return element('span', { class: 'state' }, swatch, state === '' ? 'unknown' : state);
}
