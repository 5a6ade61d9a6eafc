import type { Plan } from '../plan/plan.ts';

/** The facts about a sweep, for programs; scripts add what they submitted. `drivers` are scripts, `paths` all files. */
export function submissionSummary(
  plan: Plan,
  targets: readonly string[],
  drivers: readonly string[],
  paths: readonly string[],
): string {
  const rows: [string, string][] = [
    ['source', `${plan.source.path} (as compiled: sweep.yaml)`],
    ['sha256', plan.source.sha256],
    ['compiler', plan.generator],
    ['tasks', String(plan.count)],
    ['targets', targets.length === 0 ? 'none' : targets.join(', ')],
    ...drivers.map((script): [string, string] => ['start', `bash ${script}`]),
  ];
  if (paths.includes('scripts/status.sh')) rows.push(['status', 'bash scripts/status.sh']);
  return rows.map(([key, value]) => `${`${key}:`.padEnd(10)}${value}\n`).join('');
}

/** The names in a summary's `targets` line; empty where there is none. */
export function targetsOfSummary(text: string): readonly string[] {
  const names = /^targets: +(.+)$/m.exec(text)?.[1];
  return names === undefined || names === 'none' ? [] : names.split(', ');
}

/** The drivers that a summary's `start` lines run. */
export function driversOfSummary(text: string): readonly string[] {
  return [...text.matchAll(/^start: +bash (.+)$/gm)].map(([, script = '']) => script);
}

/** What scripts have added to a summary: the jobs that they submitted. */
export function submissionsOf(text: string): string {
  const at = text.indexOf('\nsubmissions:\n');
  return at === -1 ? '' : text.slice(at);
}
