import type { ReportModel } from '../report/model.ts';
import { type Column, columnNamed, columnsOf, numbersOf } from '../report/table.ts';
import { type Axis, axisOf } from './axis.ts';
import { type Chart, chart } from './chart.ts';
import { element, section } from './dom.ts';
import { type Effect, effectOption } from './effect-plot.ts';
import { explained, type Group, groupsBy, monotony } from './effects.ts';
import { formatCount, formatNumber } from './format.ts';
import { type ShownRuns, shownRuns } from './shown-runs.ts';
import type { ViewStore } from './view.ts';

/** The effect of each parameter alone on the metric, the strongest first. */
export function marginal(tasks: ReportModel, view: ViewStore): HTMLElement | null {
  const shown = shownRuns(tasks);
  const { model, word } = shown;
  const varying = columnsOf(model, 'parameter').filter(({ values }) => new Set(values).size > 1);
  if (view.current.metric === null || varying.length === 0) return null;
  const list = element('div', { class: 'multiples' });
  let charts: readonly Chart[] = [];
  const draw = (): void => {
    const values = numbersOf(columnNamed(model, view.current.metric ?? ''));
    const effects = varying
      .map((parameter) => effectOf(parameter, values))
      .toSorted((a, b) => b.share - a.share);
    const cards = effects.map((effect) => card(shown, view, effect, values));
    charts = cards.flatMap((each) => each.chart ?? []);
    list.replaceChildren(...cards.map(({ host }) => host));
  };
  view.watch(['metric'], draw);
  view.watch(['theme'], () => {
    for (const each of charts) each.refresh();
  });
  draw();
  const hint = element(
    'p',
    { class: 'hint' },
    `Each dot is ${word === 'run' ? 'a run' : 'the mean of a configuration'}. The bar is the mean, and the line through it one standard deviation to either side; if a parameter has many numeric values, the line is the mean. The percentage is the share of the variation that the parameter alone explains.`,
  );
  return section('effects', 'Effect of each parameter', hint, list);
}

function effectOf(parameter: Column, values: Float64Array): Effect {
  const axis = axisOf(parameter);
  const groups = groupsBy(axis.positions, values);
  const share = axis.kind === 'values' ? explained(groups) : monotony(axis.positions, values);
  return { axis, groups, share };
}

function card(
  shown: ShownRuns,
  view: ViewStore,
  effect: Effect,
  values: Float64Array,
): { readonly host: HTMLElement; readonly chart: Chart | null } {
  const { axis, groups, share } = effect;
  const { name } = axis.column;
  const heading = element('h3', { title: name }, name);
  if (groups.length === 0) {
    return {
      host: element('article', {}, heading, element('p', { class: 'hint' }, 'No values yet.')),
      chart: null,
    };
  }
  const percent = `${Math.round(share * 100)}\u202f%`;
  const said = axis.kind === 'values' ? `${percent} of variance` : `${percent} by rank`;
  const plot = chart(
    190,
    () => `${view.current.metric} by ${name}: ${said}`,
    () => effectOption(shown, view, effect, values),
  );
  const head = element('div', { class: 'card-head' }, heading, element('span', { class: 'hint' }, said));
  const table = axis.kind === 'values' ? groupTable(axis, groups) : null;
  return { host: element('article', {}, head, plot.host, table), chart: plot };
}

/** The numbers of the plot. */
function groupTable(axis: Axis, groups: readonly Group[]): HTMLElement {
  const headings = ['Value', 'Runs', 'Mean', 'Std. dev.', 'Min', 'Max'];
  const row = (group: Group): HTMLElement => {
    const numbers = [group.mean, group.deviation, group.least, group.most].map(formatNumber);
    const cells = [formatCount(group.count), ...numbers].map((text) =>
      element('td', { class: 'number' }, text),
    );
    return element('tr', {}, element('th', { scope: 'row' }, axis.values[group.position] ?? ''), ...cells);
  };
  const head = element('tr', {}, ...headings.map((text) => element('th', { scope: 'col' }, text)));
  return element(
    'details',
    {},
    element('summary', {}, 'Numbers'),
    element(
      'div',
      { class: 'wide', tabindex: 0, role: 'region', 'aria-label': `Numbers of ${axis.column.name}` },
      element(
        'table',
        { class: 'plain' },
        element('thead', {}, head),
        element('tbody', {}, ...groups.map(row)),
      ),
    ),
  );
}
