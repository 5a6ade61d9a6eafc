import type { Plan } from '../plan/plan.ts';
import { readableJson } from '../plan/readable-json.ts';
import type { Driver } from '../target-kit/driver.ts';
import { type Build, mergedBuild } from './build-json.ts';
import { buildPath, manifestPath, readmePath, summaryPath } from './file-names.ts';
import { readme } from './readme.ts';
import { submissionSummary } from './submission-summary.ts';
import type { SweepFile } from './sweep-file.ts';

/** The files that describe the directory as a whole. */
const overview: Readonly<Record<string, string>> = {
  [readmePath]: 'this overview',
  [summaryPath]: 'source, tasks, targets and submissions',
  [buildPath]: 'the targets, how to start them and the purpose of each file, machine-readable',
  [manifestPath]:
    'checksums of the emitted files, except `submission_summary.txt`, to which scripts append; check with `sha256sum -c MANIFEST.sha256`',
};

/**
 * The files that describe all targets in the directory, except for the manifest. The present build is added to the
 * contents of the `earlier` build.
 */
export function overviewFiles(
  plan: Plan,
  drivers: ReadonlyMap<string, Driver>,
  files: readonly SweepFile[],
  earlier: Build | null,
): readonly SweepFile[] {
  const summaries = new Map(files.map(({ path, summary }) => [path, summary]));
  for (const [path, summary] of Object.entries(overview)) summaries.set(path, summary);
  const build = mergedBuild(earlier, plan.generator, drivers, summaries);
  const contents: readonly (readonly [string, string])[] = [
    [readmePath, readme(plan, build)],
    [summaryPath, submissionSummary(plan, build)],
    [buildPath, readableJson(build)],
  ];
  return contents.map(([path, content]) => overviewFile(path, content));
}

/** One of these files. */
export function overviewFile(path: string, content: string): SweepFile {
  return { path, content, executable: false, summary: overview[path] ?? '' };
}
