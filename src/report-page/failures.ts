import type { Failure } from '../report/failures.ts';
import type { ReportModel } from '../report/model.ts';
import { element, section } from './dom.ts';
import { plural } from './format.ts';
import { stateBadge, taskLinkByName } from './task-link.ts';
import type { ViewStore } from './view.ts';

/** The number of tasks of a cause that are listed at first. */
const LISTED = 50;

/** The failures by cause, the most frequent first. */
export function failureList(model: ReportModel, view: ViewStore): HTMLElement | null {
  if (model.failures.length === 0) return null;
  const causes = new Map<string, Failure[]>();
  for (const failure of model.failures) {
    const members = causes.get(failure.cause) ?? [];
    members.push(failure);
    causes.set(failure.cause, members);
  }
  const groups = [...causes].sort(([, a], [, b]) => b.length - a.length);
  const lead = `${plural(model.failures.length, 'task')} failed or were stopped.`;
  return section(
    'failures',
    'Failures by cause',
    element('p', { class: 'hint' }, lead),
    ...groups.map(([cause, members], at) => group(model, view, cause, members, at === 0)),
  );
}

function group(
  model: ReportModel,
  view: ViewStore,
  cause: string,
  members: readonly Failure[],
  open: boolean,
): HTMLElement {
  const example = members.find(({ lastLine }) => lastLine !== '');
  const hosts = new Set(members.map(({ host }) => host).filter((host) => host !== ''));
  const facts = [
    plural(members.length, 'task'),
    hosts.size === 1 ? `all on ${[...hosts][0]}` : plural(hosts.size, 'host'),
  ];
  return element(
    'details',
    { class: 'cause', open },
    element(
      'summary',
      {},
      stateBadge(members[0]?.state ?? ''),
      element('strong', {}, cause),
      element('span', { class: 'hint' }, hosts.size === 0 ? (facts[0] ?? '') : facts.join(', ')),
    ),
    element('p', { class: 'task-list' }, ...links(model, view, members)),
    example === undefined
      ? null
      : element(
          'pre',
          { tabindex: 0, 'aria-label': 'Last line' },
          element('code', {}, `${example.task}: ${example.lastLine}`),
        ),
  );
}

function links(model: ReportModel, view: ViewStore, members: readonly Failure[]): readonly (Node | string)[] {
  const shown = members.slice(0, LISTED).flatMap(({ task }) => [taskLinkByName(model, task, view), ' ']);
  const more = members.length - LISTED;
  return more > 0 ? [...shown, `and ${plural(more, 'more task')}`] : shown;
}
