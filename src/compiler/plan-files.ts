import type { Plan } from '../plan/plan.ts';
import { readableJson } from '../plan/readable-json.ts';
import { planPath } from '../sweep-directory/file-names.ts';
import type { SweepFile } from '../sweep-directory/sweep-file.ts';
import type { EmittedFile } from '../target-kit/target.ts';

/** The files that do not depend on a target: the source as compiled and the plan. */
export function planFiles(plan: Plan, sourceBytes: Uint8Array): readonly SweepFile[] {
  return [
    {
      path: 'sweep.yaml',
      content: sourceBytes,
      executable: false,
      summary: 'the sweep file as compiled',
    },
    {
      path: planPath,
      content: readableJson(plan),
      executable: false,
      summary: 'the compiled plan: every axis, value and setting',
    },
  ];
}

/** A target's emitted file as it is written to disk. */
export function sweepFile(file: EmittedFile): SweepFile {
  const { path, text, executable, summary } = file;
  return { path, content: text, executable, summary };
}
