export const manifestPath = 'MANIFEST.sha256';
export const buildPath = 'build.json';
export const planPath = 'plan.json';
export const readmePath = 'README.md';
export const summaryPath = 'submission_summary.txt';

/** Directories for the tasks' files; the build only creates them. */
export const resultDirectories: readonly string[] = ['tasks', 'state', 'logs'];

/** The directory of a staged update. */
export const updateDirectory = '.update';

/** The sources and plans that updates have replaced, in directories numbered from 1. */
export const historyDirectory = 'history';

/** The files that describe the directory as a whole, whatever else is in it. */
export const overviewPaths: readonly string[] = [readmePath, summaryPath, buildPath, manifestPath];

/** The page that `hsm report` writes. */
export const reportPath = 'report.html';

/** Files that scripts and commands write in addition to the emitted ones, and can recreate. */
const made =
  /^(?:submission_summary\.txt|report\.html|(?:results|configurations)\.(?:csv|tsv|jsonl)|ARCHIVE\.sha256|[^/]+\.tar\.gz|state\/(?:collect(?:\.[^/]+)?|queue))$/;

/** Whether a path belongs to a file that scripts or commands write, and can recreate. */
export function isMadeAgain(path: string): boolean {
  return made.test(path);
}
