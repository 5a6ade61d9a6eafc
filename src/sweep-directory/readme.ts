import type { Plan } from '../plan/plan.ts';
import { type Build, driversOf } from './build-json.ts';
import { readmePath } from './file-names.ts';
import { whatRuns } from './what-runs.ts';

const directories: readonly (readonly [string, string])[] = [
  ['tasks/', '`tasks/task_N/` is the working place and the record of task N'],
  ['state/', 'the journals that status and resume read'],
  ['logs/', 'what drivers and schedulers said'],
];

/** Files at the top first, then those in folders, then the directories for results. */
function listOf(summaries: Build['files']): readonly string[] {
  const folder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  const files = Object.entries(summaries).sort(([a], [b]) =>
    folder(a) === folder(b) ? (a < b ? -1 : 1) : folder(a) < folder(b) ? -1 : 1,
  );
  return [...files, ...directories].map(([path, phrase]) => `- \`${path}\`: ${phrase}`);
}

/** What is in a sweep directory, and how to use it. */
export function readme(plan: Plan, build: Build): string {
  const drivers = driversOf(build);
  const { [readmePath]: _, ...otherFiles } = build.files;
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
  const status =
    'scripts/status.sh' in build.files
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
    '## What is here',
    '',
    ...listOf(otherFiles),
    '',
  ].join('\n');
}
