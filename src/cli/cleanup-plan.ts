import { lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { counted } from '../diagnostics/counted.ts';
import { systemReason } from '../diagnostics/system-reason.ts';
import { openTasks, type SweepCounts, sweepState } from '../sweep-directory/counts.ts';
import { answersFolder, lastActivity } from '../sweep-directory/last-activity.ts';
import { type Measure, measureDirectory } from '../sweep-directory/measure-directory.ts';
import { leftovers } from '../sweep-directory/remove-sweep.ts';
import { addedFile, type Snapshot, snapshotsIn, usedSnapshots } from '../sweep-directory/snapshots.ts';
import { type PastSweep, sweepAt } from '../sweep-directory/sweeps.ts';
import type { CommandContext } from './context.ts';
import { mapBounded } from './map-bounded.ts';
import { readCounts } from './read-counts.ts';

export interface CleanupRules {
  /** Sweeps with later activity are kept; milliseconds since 1970. */
  readonly before: number;
  readonly keepIncomplete: boolean;
  /** Hosts that are known to be gone. */
  readonly lost: readonly string[];
}

/** A sweep that may be deleted. */
export interface Removal {
  readonly name: string;
  readonly path: string;
  readonly counts: SweepCounts;
  /** Milliseconds since 1970. */
  readonly lastActivity: number;
  readonly bytes: number;
}

/** An entry of the outputs directory that is kept, and why. */
export interface Kept {
  readonly name: string;
  readonly reason: string;
}

export interface CleanupPlan {
  /** Oldest first. */
  readonly removals: readonly Removal[];
  /** Old sweeps, and entries that are not sweeps; sweeps that are too young are not listed. */
  readonly kept: readonly Kept[];
  /** Leftovers of an interrupted cleanup. */
  readonly leftovers: readonly { readonly path: string; readonly bytes: number }[];
  /** Snapshots of the code that no remaining sweep uses. */
  readonly snapshots: readonly (Snapshot & { readonly name: string; readonly bytes: number })[];
}

/** Examines an outputs directory, given by its real path. Deletes nothing. */
export async function planCleanup(
  outputs: string,
  rules: CleanupRules,
  context: CommandContext,
): Promise<CleanupPlan> {
  const names = readdirSync(outputs).filter((name) => !name.startsWith('.'));
  const found = await mapBounded(names.sort(), 2, (name) => judge(outputs, name, rules, context));
  const removals = found.filter((each): each is Removal => each !== null && 'bytes' in each);
  const old = leftovers(outputs).map((path) => {
    const measure = measured(path);
    return { path, bytes: typeof measure === 'string' ? 0 : measure.bytes };
  });
  const snapshots = judgeSnapshots(outputs, new Set(removals.map(({ name }) => name)), rules);
  return {
    removals: removals.sort((a, b) => a.lastActivity - b.lastActivity),
    kept: [...found, ...snapshots].filter((each): each is Kept => each !== null && 'reason' in each),
    leftovers: old,
    snapshots: snapshots.flatMap((each) => ('bytes' in each ? [each] : [])),
  };
}

/** Old snapshots that no remaining sweep uses. */
function judgeSnapshots(
  outputs: string,
  removed: ReadonlySet<string>,
  { before }: CleanupRules,
): readonly (Kept | CleanupPlan['snapshots'][number])[] {
  const used = usedSnapshots(outputs, removed);
  return snapshotsIn(outputs)
    .filter(({ path }) => !used.has(path) && lstatSync(path).mtimeMs < before)
    .map((snapshot) => {
      const name = `code ${basename(snapshot.path)}`;
      const measure = measured(snapshot.path);
      if (typeof measure === 'string') return { name, reason: measure };
      const added = basename(snapshot.path).startsWith('.') ? null : addedFile(snapshot);
      if (added !== null) return { name, reason: `tasks wrote files into it, such as ${added}` };
      return { ...snapshot, name, bytes: measure.bytes };
    });
}

/** Null for entries that are not worth mentioning: files, and sweeps that are too young. */
async function judge(
  outputs: string,
  name: string,
  rules: CleanupRules,
  context: CommandContext,
): Promise<Removal | Kept | null> {
  const path = join(outputs, name);
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry?.isSymbolicLink()) return { name, reason: 'a symbolic link' };
  if (!entry?.isDirectory()) return null;
  const sweep = sweepAt(path);
  if (sweep === null) return { name, reason: unreadable(path) ?? 'not a sweep' };
  if (lastActivity(sweep) >= rules.before) return null;
  const counts = await readCounts(sweep, rules.lost, context);
  if (counts === 'old') return { name, reason: 'built by another version, so its state is unknown' };
  if (counts === 'broken') return { name, reason: 'its status.sh fails, so its state is unknown' };
  const known = Math.max(lastActivity(sweep), (counts.lastStart ?? 0) * 1_000, (counts.lastEnd ?? 0) * 1_000);
  if (known >= rules.before) return null;
  const reason = reasonToKeep(counts) ?? (rules.keepIncomplete ? incomplete(counts) : null);
  if (reason !== null) return { name, reason };
  const measure = measured(path);
  if (typeof measure === 'string') return { name, reason: measure };
  if (measure.crossesFileSystems) return { name, reason: 'another file system is mounted in it' };
  const latest = Math.max(known, measure.modified);
  return latest >= rules.before ? null : { name, path, counts, lastActivity: latest, bytes: measure.bytes };
}

/** The reason why a sweep must not be deleted, whatever its age; null if it may be. */
export function reasonToKeep(counts: SweepCounts): string | null {
  const { states, jobs, unanswered } = counts;
  if (states.running > 0) {
    return `${counted(states.running, 'task')} may be running; use --lost HOST if the host is gone`;
  }
  if (states.queued > 0 || jobs.running + jobs.waiting > 0) return 'it has jobs in the queue';
  if (unanswered.length > 0 && states.completed < counts.tasks) {
    return `it has submitted jobs, and ${unanswered.join(', ')} ${unanswered.length === 1 ? 'is' : 'are'} not responding`;
  }
  return null;
}

/** Whether a sweep is active according to its own script, or its state is unknown; for a second check of an inactive one. */
export async function isAtWork(
  sweep: Pick<PastSweep, 'path'>,
  lost: readonly string[],
  context: CommandContext,
): Promise<boolean> {
  const counts = await readCounts(sweep, lost, context);
  return typeof counts === 'string' || reasonToKeep(counts) !== null;
}

function incomplete(counts: SweepCounts): string | null {
  if (sweepState(counts) === 'completed') return null;
  const open = openTasks(counts);
  return open > 0
    ? `incomplete: ${counted(open, 'task')} did not run`
    : `incomplete: ${counted(counts.tasks - counts.states.completed, 'task')} failed`;
}

function unreadable(path: string): string | null {
  try {
    readdirSync(path);
    return null;
  } catch (error) {
    return systemReason(error);
  }
}

function measured(path: string): Measure | string {
  try {
    return measureDirectory(path, `state/${answersFolder}`);
  } catch (error) {
    const reason = systemReason(error);
    if (reason === null) throw error;
    return `cannot be read: ${reason}`;
  }
}
