import { counted } from '../diagnostics/counted.ts';
import type { Plan } from '../plan/plan.ts';
import { type Build, driversOf } from './build-json.ts';
import { readmePath } from './file-names.ts';
import { taskFacts } from './task-facts.ts';

const directories: readonly (readonly [string, string])[] = [
  ['tasks/', '`tasks/task_N/` contains the output and the record of task N'],
  ['state/', 'the journals, for status and resume'],
  ['logs/', 'the output of drivers and schedulers'],
];

/** Files at the top come first, then those in folders, then the directories for results. */
function listOf(summaries: Build['files']): readonly string[] {
  const folder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  const files = Object.entries(summaries).sort(([a], [b]) =>
    folder(a) === folder(b) ? (a < b ? -1 : 1) : folder(a) < folder(b) ? -1 : 1,
  );
  return [...files, ...directories].map(([path, phrase]) => `- \`${path}\`: ${phrase}`);
}

/** The contents of a sweep directory, and how to use it. */
export function readme(plan: Plan, build: Build): string {
  const drivers = driversOf(build);
  const { [readmePath]: _, ...otherFiles } = build.files;
  const source = plan.source.path.replaceAll('`', "'");
  const tasks = counted(plan.count, 'task');
  const run =
    drivers.length === 0
      ? []
      : [
          '',
          '## Run it',
          '',
          'This needs only bash, not hsm or Node.',
          '',
          '```bash',
          ...drivers.map((script) => `bash ${script}`),
          '```',
        ];
  const status =
    'scripts/status.sh' in build.files
      ? [
          '',
          '## Check on it',
          '',
          '```bash',
          'bash scripts/status.sh',
          'bash scripts/errors.sh   # failed tasks, by cause',
          'bash scripts/resume.sh   # runs the unfinished tasks',
          '```',
        ]
      : [];
  return [
    '# A hyperparameter sweep',
    '',
    `${tasks[0]?.toUpperCase()}${tasks.slice(1)}, compiled from \`${source}\` by ${plan.generator}.`,
    'The directory can be moved or copied as a whole. Running the same command again runs only unfinished tasks.',
    'The project is not part of it: if the path to the project root changes, set `HSM_PROJECT_DIR` to that root.',
    '',
    ...taskFacts(plan),
    ...run,
    ...status,
    '',
    '## Files',
    '',
    ...listOf(otherFiles),
    '',
  ].join('\n');
}
