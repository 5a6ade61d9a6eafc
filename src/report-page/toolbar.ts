import type { Goal } from '../report/metric.ts';
import { rankable } from '../report/metric.ts';
import type { ReportModel } from '../report/model.ts';
import { announce, element, select } from './dom.ts';
import type { ViewStore } from './view.ts';

/** The bar that stays visible: links to the sections by their ids, and the choice of the ranking metric. */
export function toolbar(model: ReportModel, view: ViewStore, sections: readonly string[]): HTMLElement {
  const links = sections.map((id) => {
    const label = id.charAt(0).toUpperCase() + id.slice(1);
    return element('li', {}, element('a', { href: `#${id}` }, label));
  });
  const navigation = element('nav', { 'aria-label': 'Sections' }, element('ul', {}, ...links));
  return element('div', { class: 'toolbar' }, navigation, ...metricFields(model, view));
}

function metricFields(model: ReportModel, view: ViewStore): readonly HTMLElement[] {
  const { metric, goal } = view.current;
  if (metric === null) return [];
  const goals = select('Goal', ['maximize', 'minimize'], goal, (chosen) => {
    view.change({ goal: chosen as Goal });
    announce(`Best runs: ${chosen} ${view.current.metric}`);
  });
  const names = rankable(model).map(({ name }) => name);
  const metrics = select('Metric', names, metric, (chosen) => {
    const suggested = model.goals[chosen] ?? 'maximize';
    goals.control.value = suggested;
    view.change({ metric: chosen, goal: suggested });
    announce(`Metric ${chosen}, ${suggested}`);
  });
  metrics.control.id = 'metric';
  goals.control.id = 'goal';
  return [element('div', { class: 'ranking' }, metrics.field, goals.field)];
}
