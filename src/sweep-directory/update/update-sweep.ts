import { commandDiagnostics } from '../../diagnostics/catalogue/command.ts';
import { counted } from '../../diagnostics/counted.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ExistingSweep } from '../existing-sweep.ts';
import { manifestPath, planPath } from '../file-names.ts';
import { digest } from '../manifest.ts';
import { readPlan } from '../records.ts';
import type { SweepFile } from '../sweep-file.ts';
import type { WriteRequest, Written } from '../write-sweep.ts';
import { firstChangedTask } from './changed-task.ts';
import { describeChanges } from './describe-changes.ts';
import { disturbsJobs } from './disturbs-jobs.ts';
import { stageUpdate } from './stage-update.ts';
import { startedTasks } from './started-tasks.ts';

/** The work in progress on a sweep. */
export interface AtWork {
  /** The number of its tasks that are running or waiting in a queue. */
  readonly tasks: number;
  /** The number of its jobs that have not ended. A job between two tasks runs none, but is about to start one. */
  readonly jobs: number;
  /** The schedulers and machines that are not responding. */
  readonly unanswered: readonly string[];
}

/** What an update needs in addition to the files. */
export interface UpdateMeans {
  readonly atWork: AtWork;
  /** The script that moves the files into place. */
  readonly finishScript: string;
  readonly now: Date;
}

/**
 * Updates a directory that has results, if every task that was ever started stays the same and no running or waiting
 * job reads anything that would change. Otherwise reports the reason and returns null. `files` are all files of the
 * updated directory, `fresh` those that differ. The update is staged, not finished.
 */
export function updateSweep(
  request: WriteRequest,
  existing: ExistingSweep,
  files: readonly SweepFile[],
  fresh: readonly SweepFile[],
  diagnostics: Diagnostics,
): Written | null {
  const { directory, plan, update } = request;
  if (update === null) return refuse(request, 'tasks have just started in it', [], diagnostics);
  const was = readPlan(directory);
  const removed = [...(existing.manifest?.keys() ?? [])].filter(
    (path) => !files.some((file) => file.path === path),
  );
  if (was === null) return refuse(request, 'its `plan.json` cannot be read', [], diagnostics);
  const started = startedTasks(directory);
  if (wouldChange(was, request, started, diagnostics)) return null;
  if (disturbsJobs(directory, fresh, removed) && isAtWork(request, update.atWork, diagnostics)) return null;
  const changes = describeChanges(was, plan);
  const line = [
    String(Math.floor(update.now.getTime() / 1000)),
    existing.planDigest ?? '-',
    digest(files.find(({ path }) => path === planPath)?.content ?? ''),
    plan.generator,
    `${was.count} tasks, now ${plan.count}; changed: ${changes.join(', ')}`,
  ].join('\t');
  const isStaged = stageUpdate(
    directory,
    { files: fresh, removed, line, base: existing.manifestText, finishScript: update.finishScript },
    () => String(startedTasks(directory)) === String(started),
  );
  return {
    directory,
    outcome: isStaged ? 'updated' : 'overtaken',
    written: fresh.length,
    update: {
      changes,
      tasksBefore: was.count,
      manifest: String(files.find(({ path }) => path === manifestPath)?.content),
    },
  };
}

function wouldChange(
  was: Plan,
  request: WriteRequest,
  started: readonly number[],
  diagnostics: Diagnostics,
): boolean {
  const changed = firstChangedTask(was, request.plan, started);
  if (changed === null) return false;
  const { task, was: before, is } = changed;
  refuse(
    request,
    is === null ? `task ${task} would no longer exist` : `task ${task} would change`,
    [`task ${task} is: ${before}`, ...(is === null ? [] : [`it would become: ${is}`])],
    diagnostics,
  );
  return true;
}

function refuse(
  { shown }: WriteRequest,
  reason: string,
  notes: readonly string[],
  diagnostics: Diagnostics,
): null {
  diagnostics.add(
    diagnose(
      commandDiagnostics.directoryHoldsResults,
      { directory: shown, reason },
      {
        notes,
        help: `build under another name, and take over completed tasks: \`--name NEW --from ${shown}\``,
      },
    ),
  );
  return null;
}

/** Whether any work is in progress; true if that cannot be determined. */
function isAtWork({ shown }: WriteRequest, atWork: AtWork, diagnostics: Diagnostics): boolean {
  const { tasks, jobs, unanswered } = atWork;
  if (tasks === 0 && jobs === 0 && unanswered.length === 0) return false;
  const notes = [
    ...(tasks === 0 && jobs > 0 ? [`${counted(jobs, 'of its jobs has', 'of its jobs have')} not ended`] : []),
    ...unanswered.map((scheduler) => `${scheduler} is not responding, so jobs may be waiting`),
  ];
  const help = 'wait for them to end, or cancel them with `hsm cancel`; then build again';
  diagnostics.add(diagnose(commandDiagnostics.sweepAtWork, { directory: shown, tasks }, { notes, help }));
  return true;
}
