import type { ReportModel } from '../report/model.ts';
import { button, element } from './dom.ts';
import { everything, isEverything } from './filter.ts';
import { stateChips } from './state-chips.ts';
import type { ViewStore } from './view.ts';

/** Text, states, and a button that clears the filter. */
export function filterBar(model: ReportModel, view: ViewStore): HTMLElement {
  const input = element('input', {
    type: 'search',
    id: 'filter-text',
    placeholder: 'words in any column',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  input.addEventListener('input', () => {
    view.change({ filter: { ...view.current.filter, text: input.value } });
  });
  const clear = button('Clear filters', () => view.change({ filter: everything }), { class: 'small' });
  clear.disabled = true;
  const ranges = element('span', { class: 'hint' });
  view.watch(['filter'], ({ filter }) => {
    if (input.value !== filter.text) input.value = filter.text;
    clear.disabled = isEverything(filter);
    const names = [...filter.ranges.keys()];
    ranges.textContent = names.length === 0 ? '' : `Range of ${names.join(', ')}`;
  });
  return element(
    'div',
    { class: 'filters', role: 'search', 'aria-label': 'Filter tasks' },
    element('label', { class: 'field', for: 'filter-text' }, element('span', {}, 'Filter'), input),
    stateChips(model, view),
    ranges,
    clear,
  );
}
