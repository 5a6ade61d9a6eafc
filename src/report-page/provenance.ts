import type { ReportModel } from '../report/model.ts';
import type { ProvenanceEntry } from '../report/provenance.ts';
import { element, section } from './dom.ts';
import { plural } from './format.ts';

/** Which code ran, and where: one record per submission, the latest first. */
export function provenance({ provenance: entries }: ReportModel): HTMLElement | null {
  if (entries.length === 0) return null;
  const [latest, ...earlier] = entries.toReversed();
  return section(
    'provenance',
    'Provenance',
    element('p', { class: 'hint' }, `${plural(entries.length, 'record')}, one per submission or start.`),
    ...[latest, ...earlier].flatMap((entry) => (entry === undefined ? [] : record(entry))),
  );
}

function record(entry: ProvenanceEntry): HTMLElement {
  const { values } = entry;
  return element(
    'details',
    { class: 'cause' },
    element(
      'summary',
      {},
      element('strong', {}, codeOf(entry)),
      element('span', { class: 'hint' }, `${values['time'] ?? entry.name}, ${values['started_by'] ?? ''}`),
    ),
    element('pre', { tabindex: 0, 'aria-label': 'Record' }, element('code', {}, linesOf(entry).join('\n'))),
  );
}

function codeOf({ values, diffLength }: ProvenanceEntry): string {
  const { git_commit: commit, git_branch: branch, git_dirty: dirty, code = '' } = values;
  if (commit === undefined) return code;
  const changed = dirty === 'yes' || diffLength > 0 ? ', with changes' : '';
  return `${commit.slice(0, 12)}${branch === undefined ? '' : ` (${branch})`}${changed}`;
}

/** The lines of the file, without the diff. */
function linesOf(entry: ProvenanceEntry): readonly string[] {
  const { values, diffLength, packages, untracked, variables, modules, notRecorded, name } = entry;
  const several = (key: string, texts: readonly string[]): readonly string[] =>
    texts.map((text) => `${key}: ${text}`);
  return [
    ...Object.entries(values).map(([key, text]) => `${key}: ${text}`),
    ...several('untracked', untracked),
    ...several('variable', variables),
    ...several('module', modules),
    ...(packages === null ? ['packages: same as in the previous record'] : several('package', packages)),
    ...several('not_recorded', notRecorded),
    ...(diffLength === 0 ? [] : [`diff: in state/provenance/${name}.txt`]),
  ];
}
