import type { Plan } from '../plan/plan.ts';
import { type Build, driversOf } from './build-json.ts';

/** The facts about a sweep, one per line; scripts add what they submitted. */
export function submissionSummary(plan: Plan, build: Build): string {
  const targets = Object.keys(build.targets);
  const rows: [string, string][] = [
    ['source', `${plan.source.path} (as compiled: sweep.yaml)`],
    ['sha256', plan.source.sha256],
    ['compiler', plan.generator],
    ['tasks', String(plan.count)],
    ['targets', targets.length === 0 ? 'none' : targets.join(', ')],
    ...driversOf(build).map((script): [string, string] => ['start', `bash ${script}`]),
  ];
  if ('scripts/status.sh' in build.files) rows.push(['status', 'bash scripts/status.sh']);
  return rows.map(([key, value]) => `${`${key}:`.padEnd(10)}${value}\n`).join('');
}

/** What scripts have added to a summary: the jobs that they submitted. */
export function submissionsOf(text: string): string {
  const at = text.indexOf('\nsubmissions:\n');
  return at === -1 ? '' : text.slice(at);
}
