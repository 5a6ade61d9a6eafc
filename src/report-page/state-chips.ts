import type { ReportModel } from '../report/model.ts';
import { fact } from './data.ts';
import { button, element } from './dom.ts';
import { formatCount } from './format.ts';
import { stateLooks } from './states.ts';
import type { ViewStore } from './view.ts';

/** The states that occur, in their order, with the number of tasks in each. */
export function stateCounts(
  model: ReportModel,
): readonly { readonly state: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const state of fact(model, 'state').values) counts.set(state, (counts.get(state) ?? 0) + 1);
  const known = stateLooks.map(({ name }) => name);
  const order = (state: string): number => (known.indexOf(state) + known.length + 1) % (known.length + 1);
  return [...counts]
    .map(([state, count]) => ({ state, count }))
    .sort((a, b) => order(a.state) - order(b.state));
}

/** One button per state, which filters by it; several may be pressed. */
export function stateChips(model: ReportModel, view: ViewStore): HTMLElement {
  const chips = stateCounts(model).map(({ state, count }) => {
    const toggle = (): void => {
      const { filter } = view.current;
      const states = new Set(filter.states);
      if (!states.delete(state)) states.add(state);
      view.change({ filter: { ...filter, states } });
    };
    const chip = button('', toggle, { class: 'chip', 'aria-pressed': 'false' });
    chip.append(
      element('span', { class: 'swatch', 'data-state': state, 'aria-hidden': 'true' }),
      element('span', {}, state === '' ? 'unknown' : state),
      element('strong', {}, formatCount(count)),
    );
    view.watch(['filter'], ({ filter }) =>
      chip.setAttribute('aria-pressed', String(filter.states.has(state))),
    );
    return chip;
  });
  return element('div', { class: 'chips', role: 'group', 'aria-label': 'Filter by state' }, ...chips);
}
