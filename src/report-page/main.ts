import type { ReportModel } from '../report/model.ts';
import { bestRuns } from './best-runs.ts';
import { details } from './details.ts';
import { element } from './dom.ts';
import { durations } from './durations.ts';
import { failureList } from './failures.ts';
import { everything } from './filter.ts';
import { formatMoment } from './format.ts';
import { header } from './header.ts';
import { marginal } from './marginal.ts';
import { parallel } from './parallel.ts';
import { progress } from './progress.ts';
import { provenance } from './provenance.ts';
import { resources } from './resources.ts';
import { taskTable } from './task-table.ts';
import { firstTheme } from './theme.ts';
import { timeline } from './timeline.ts';
import { toolbar } from './toolbar.ts';
import { createView } from './view.ts';

const model = JSON.parse(document.querySelector('#model')?.textContent ?? '') as ReportModel;
const view = createView({
  metric: model.metric,
  goal: model.goal,
  selected: null,
  filter: everything,
  theme: firstTheme(),
});

const sections = [
  progress,
  bestRuns,
  parallel,
  marginal,
  taskTable,
  failureList,
  durations,
  resources,
  timeline,
  provenance,
].flatMap((make) => make(model, view) ?? []);
document.body.append(
  element('a', { class: 'skip', href: '#tasks-heading' }, 'Skip to the table of tasks'),
  header(model, view),
  toolbar(
    model,
    view,
    sections.map(({ id }) => id),
  ),
  element('main', {}, ...sections),
  details(model, view),
  element('div', { id: 'announcements', class: 'unseen', 'aria-live': 'polite' }),
  element(
    'footer',
    {},
    `Made by ${model.generator} on ${formatMoment(model.made / 1000)}. Plots by Apache ECharts. This file loads nothing from the network.`,
  ),
);
