import type { ReportModel } from '../report/model.ts';
import { element, section } from './dom.ts';
import { formatCount } from './format.ts';
import { stateChips, stateCounts } from './state-chips.ts';
import { taskGrid } from './task-grid.ts';
import type { ViewStore } from './view.ts';

/** The progress of the sweep: a sentence, a bar of states, and one cell per task. */
export function progress(model: ReportModel, view: ViewStore): HTMLElement {
  if (model.rows === 0) return section('progress', 'Progress', element('p', {}, 'The sweep has no tasks.'));
  const counts = stateCounts(model);
  const completed = counts.find(({ state }) => state === 'completed')?.count ?? 0;
  const percent = Math.floor((completed / model.rows) * 100);
  const bar = element(
    'div',
    { class: 'progress-bar', 'aria-hidden': 'true' },
    ...counts.map(({ state, count }) => {
      const part = element('span', { class: 'swatch', 'data-state': state });
      part.style.flexGrow = String(count);
      return part;
    }),
  );
  return section(
    'progress',
    'Progress',
    element(
      'p',
      { class: 'lead' },
      element('strong', {}, `${percent}\u202f%`),
      ` completed: ${formatCount(completed)} of ${formatCount(model.rows)}`,
    ),
    bar,
    stateChips(model, view),
    taskGrid(model, view),
  );
}
