import type { ReportModel } from '../report/model.ts';
import type { ResourceUse } from '../report/resource-use.ts';
import { element, section } from './dom.ts';
import { formatDuration, formatNumber, plural } from './format.ts';

const names: Readonly<Record<ResourceUse['resource'], string>> = {
  cpus: 'CPUs',
  memory: 'Memory',
  walltime: 'Walltime',
};

/** What the tasks requested and what they used; null if no requested resource was measured. */
export function resources(model: ReportModel): HTMLElement | null {
  const classes = model.resources;
  if (classes.length === 0) return null;
  const lead =
    'Completed tasks with measurements only. “Sufficient” is the smallest request that would have been enough for all of them; leave some margin.';
  return section(
    'resources',
    'Resources',
    element('p', { class: 'hint' }, lead),
    ...classes.map(({ tasks, uses }) => table(classes.length === 1 ? null : tasks, uses)),
  );
}

function table(tasks: string | null, uses: readonly ResourceUse[]): HTMLElement {
  const caption = tasks === null ? 'Resources requested and used' : `Tasks ${tasks}`;
  const head = ['', 'Requested', 'Efficiency', 'Peak use', 'Sufficient', 'Measured'];
  return element(
    'div',
    { class: 'wide', tabindex: 0, role: 'region', 'aria-label': caption },
    element(
      'table',
      { class: 'plain' },
      element('caption', { class: tasks === null ? 'unseen' : null }, caption),
      element('thead', {}, element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, text)))),
      element('tbody', {}, ...uses.map(line)),
    ),
  );
}

function line(use: ResourceUse): HTMLElement {
  const cells = [
    amount(use, use.asked),
    `${formatNumber(use.share * 100)} %`,
    `${amount(use, use.most)} (task ${use.task})`,
    amount(use, use.enough),
    plural(use.tasks, 'task'),
  ];
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, names[use.resource]),
    ...cells.map((text) => element('td', { class: 'number' }, text)),
  );
}

function amount({ resource }: ResourceUse, value: number): string {
  if (resource === 'walltime') return formatDuration(value);
  return resource === 'memory' ? `${formatNumber(value)} MiB` : formatNumber(value);
}
