import type { ReportModel } from '../report/model.ts';
import { numbersOf } from '../report/table.ts';
import { endsOf } from './axis.ts';
import { fact } from './data.ts';
import { element } from './dom.ts';
import { formatDuration, formatMoment, plural } from './format.ts';
import { themeSwitch } from './theme.ts';
import type { ViewStore } from './view.ts';

/** The name of the sweep, and when it ran. */
export function header(model: ReportModel, view: ViewStore): HTMLElement {
  return element(
    'header',
    { class: 'masthead' },
    element(
      'div',
      { class: 'title' },
      element('p', { class: 'kind' }, 'Sweep report'),
      element('h1', {}, model.sweep),
    ),
    themeSwitch(view),
    factList(factsOf(model)),
  );
}

/** Names with their values, next to each other. */
function factList(facts: readonly (readonly [string, string])[]): HTMLElement {
  const rows = facts
    .filter(([, text]) => text !== '')
    .map(([name, text]) => element('div', {}, element('dt', {}, name), element('dd', {}, text)));
  return element('dl', { class: 'facts' }, ...rows);
}

function factsOf(model: ReportModel): readonly (readonly [string, string])[] {
  const started = numbersOf(fact(model, 'started')).filter(Number.isFinite);
  const ended = numbersOf(fact(model, 'ended')).filter(Number.isFinite);
  const [first] = endsOf(started);
  const [, last] = endsOf(ended);
  const hosts = new Set(fact(model, 'host').values.filter((host) => host !== ''));
  return [
    ['Source', model.source],
    ['Tasks', plural(model.rows, 'task')],
    ['Started', started.length === 0 ? 'not yet' : formatMoment(first)],
    ['Last task ended', ended.length === 0 ? '' : formatMoment(last)],
    ['Elapsed', started.length === 0 || ended.length === 0 ? '' : formatDuration(last - first)],
    ['Hosts', hosts.size === 0 ? '' : plural(hosts.size, 'host')],
    ['Report written', formatMoment(model.made / 1000)],
  ];
}
