export const manifestPath = 'MANIFEST.sha256';
export const buildPath = 'build.json';
export const planPath = 'plan.json';
export const readmePath = 'README.md';
export const summaryPath = 'submission_summary.txt';

/** Directories for what tasks leave behind; the build only makes them. */
export const resultDirectories: readonly string[] = ['tasks', 'state', 'logs'];

/** Where an update waits to be put into place. */
export const updateDirectory = '.update';

/** The sources and plans that updates have replaced, in directories numbered from 1. */
export const historyDirectory = 'history';

/** The files that speak of the directory as a whole, whatever else is in it. */
export const overviewPaths: readonly string[] = [readmePath, summaryPath, buildPath, manifestPath];

/** The page that `hsm report` writes. */
export const reportPath = 'report.html';

/** What scripts and commands write beside the emitted files: it can be made again from what is there. */
const made =
  /^(?:submission_summary\.txt|report\.html|(?:results|configurations)\.(?:csv|tsv|jsonl)|ARCHIVE\.sha256|[^/]+\.tar\.gz|state\/(?:collect(?:\.[^/]+)?|queue))$/;

/** Whether a path is of a file that scripts or commands write, and can write again. */
export function isMadeAgain(path: string): boolean {
  return made.test(path);
}
