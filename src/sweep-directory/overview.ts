import type { Plan } from '../plan/plan.ts';
import { manifestPath, readmePath, summaryPath } from './file-names.ts';
import { readme } from './readme.ts';
import { submissionSummary } from './submission-summary.ts';
import type { SweepFile } from './sweep-file.ts';

export const manifestSummary =
  'checksums of what was built, but for `submission_summary.txt`, which grows: `sha256sum -c MANIFEST.sha256`';

/**
 * The files that speak of all targets in the directory, the manifest left out. `summaries` has all its other files,
 * by path; `drivers` are scripts.
 */
export function overviewFiles(
  plan: Plan,
  targets: readonly string[],
  drivers: readonly string[],
  summaries: ReadonlyMap<string, string>,
): readonly SweepFile[] {
  const paths = [...summaries.keys()];
  const facts: SweepFile = {
    path: summaryPath,
    content: submissionSummary(plan, targets, drivers, paths),
    executable: false,
    summary: 'the facts above, for programs, and what was submitted',
  };
  const listed = new Map([...summaries, [facts.path, facts.summary], [manifestPath, manifestSummary]]);
  const content = readme(plan, drivers, listed);
  return [{ path: readmePath, content, executable: false, summary: 'this overview' }, facts];
}
