import { createHash } from 'node:crypto';
import type { Plan } from '../plan/plan.ts';
import type { EmittedFile } from '../target-kit/target.ts';
import { readableJson } from './plan-json.ts';
import { whatRuns } from './what-runs.ts';

/** A file of a sweep directory, ready to be written. */
export interface SweepFile {
  /** Relative to the sweep directory, with forward slashes. */
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly executable: boolean;
  /** What it is for, in one phrase. */
  readonly summary: string;
}

export const manifestPath = 'MANIFEST.sha256';
export const manifestSummary =
  'checksums of what was built, but for `submission_summary.txt`, which grows: `sha256sum -c MANIFEST.sha256`';
export const planPath = 'plan.json';
export const readmePath = 'README.md';
export const summaryPath = 'submission_summary.txt';

/** Directories for what tasks leave behind; the build only makes them. */
export const resultDirectories: readonly string[] = ['tasks', 'state', 'logs'];

/** The files that speak of the directory as a whole, whatever else is in it. */
export const overviewPaths: readonly string[] = [readmePath, summaryPath, manifestPath];

/** The page that `hsm report` writes. */
export const reportPath = 'report.html';

/** What scripts and commands write beside the emitted files: it can be made again from what is there. */
const made =
  /^(?:submission_summary\.txt|report\.html|results\.(?:csv|tsv|jsonl)|ARCHIVE\.sha256|[^/]+\.tar\.gz|state\/(?:collect(?:\.[^/]+)?|queue))$/;

/** Whether a path is of a file that scripts or commands write, and can write again. */
export function isMadeAgain(path: string): boolean {
  return made.test(path);
}

/** The files that do not depend on a target: the source as compiled and the plan. */
export function planFiles(plan: Plan, sourceBytes: Uint8Array): readonly SweepFile[] {
  return [
    {
      path: 'sweep.yaml',
      content: sourceBytes,
      executable: false,
      summary: 'the sweep as it was compiled',
    },
    {
      path: planPath,
      content: readableJson(plan),
      executable: false,
      summary: 'what it means: every axis, value and setting',
    },
  ];
}

/** A target's emitted file as the driver writes it. */
export function sweepFile(file: EmittedFile): SweepFile {
  const { path, text, executable, summary } = file;
  return { path, content: text, executable, summary };
}

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
    content: summary(plan, targets, drivers, paths),
    executable: false,
    summary: 'the facts above, for programs, and what was submitted',
  };
  const listed = new Map([...summaries, [facts.path, facts.summary], [manifestPath, manifestSummary]]);
  const content = readme(plan, drivers, listed);
  return [{ path: readmePath, content, executable: false, summary: 'this overview' }, facts];
}

/** The summaries of files by path, as a README lists them. */
export function summariesOfReadme(text: string): ReadonlyMap<string, string> {
  const lines = text.split(`${LIST_HEADING}\n`)[1]?.matchAll(/^- `([^`]+)`: (.+)$/gm) ?? [];
  return new Map([...lines].map(([, path = '', phrase = '']) => [path, phrase]));
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

/** One line a file, sorted by path, as `sha256sum -c` reads them. The manifest itself is not in it. */
export function manifest(digests: ReadonlyMap<string, string>): string {
  const paths = [...digests.keys()].sort();
  return paths.map((path) => `${digests.get(path)}  ${path}\n`).join('');
}

/** SHA-256 digests by path, from a manifest's text; null where the text is not one. */
export function readManifest(text: string): ReadonlyMap<string, string> | null {
  const digests = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, digest, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (digest === undefined || path === undefined) return null;
    digests.set(path, digest);
  }
  return digests;
}

/** SHA-256 in lower-case hexadecimal. */
export function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function summary(
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

const LIST_HEADING = '## What is here';

const directories: readonly (readonly [string, string])[] = [
  ['tasks/', '`tasks/task_N/` is the working place and the record of task N'],
  ['state/', 'the journals that status and resume read'],
  ['logs/', 'what drivers and schedulers said'],
];

/** Files at the top first, then those in folders, then the directories for results. */
function listOf(summaries: ReadonlyMap<string, string>): readonly string[] {
  const folder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  const files = [...summaries].sort(([a], [b]) =>
    folder(a) === folder(b) ? (a < b ? -1 : 1) : folder(a) < folder(b) ? -1 : 1,
  );
  return [...files, ...directories].map(([path, phrase]) => `- \`${path}\`: ${phrase}`);
}

function readme(plan: Plan, drivers: readonly string[], summaries: ReadonlyMap<string, string>): string {
  const paths = [...summaries.keys()];
  const source = plan.source.path.replaceAll('`', "'");
  const tasks = plan.count === 1 ? 'one task' : `${plan.count} tasks`;
  const run =
    drivers.length === 0
      ? []
      : [
          '',
          '## Run it',
          '',
          'bash is enough; hsm and Node are not needed any more.',
          '',
          '```bash',
          ...drivers.map((script) => `bash ${script}`),
          '```',
        ];
  const status = paths.includes('scripts/status.sh')
    ? [
        '',
        '## See how it goes',
        '',
        '```bash',
        'bash scripts/status.sh',
        'bash scripts/errors.sh   # what failed, by its cause',
        'bash scripts/resume.sh   # runs again what is not completed',
        '```',
      ]
    : [];
  return [
    '# A hyperparameter sweep',
    '',
    `${tasks[0]?.toUpperCase()}${tasks.slice(1)}, compiled from \`${source}\` by ${plan.generator}.`,
    'The directory can be moved or copied as a whole; running the same command again runs only what is not completed.',
    'The project is not in it: where the way to the project root changes, set `HSM_PROJECT_DIR` to that root.',
    '',
    ...whatRuns(plan),
    ...run,
    ...status,
    '',
    LIST_HEADING,
    '',
    ...listOf(summaries),
    '',
  ].join('\n');
}
