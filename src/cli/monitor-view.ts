import { type SweepCounts, type SweepState, sweepState } from '../sweep-directory/counts.ts';
import type { PastSweep } from '../sweep-directory/sweeps.ts';
import { badStates, taskStates } from '../sweep-directory/task-states.ts';
import { paceOf, shownDuration, shownRate } from './pace.ts';
import type { ParametersOf } from './task-parameters.ts';
import { bar, percent, plainText, textTable } from './text-table.ts';

/** A sweep and its state; null if its script fails. */
export interface Watched {
  readonly sweep: PastSweep;
  readonly counts: SweepCounts | null;
}

const BAR = 40;
const SHORT_BAR = 20;
const unknown = '-';

/** One sweep in detail. */
export function describeSweep({ sweep, counts }: Watched, parametersOf: ParametersOf): readonly string[] {
  const title = plainText(sweep.id);
  if (counts === null) return [`${title}  unknown`];
  const { states, tasks, jobs } = counts;
  const shown = taskStates.filter(
    (state) => states[state] > 0 || ['completed', 'running', 'pending'].includes(state),
  );
  const lines = [
    `${title}  ${sweepState(counts)}`,
    `${bar(states.completed, tasks, BAR)} ${percent(states.completed, tasks)} of ${tasks} tasks`,
    `  ${shown.map((state) => `${states[state]} ${state}`).join('   ')}`,
    `  ${paceLine(counts)}`,
  ];
  if (jobs.running + jobs.waiting > 0) lines.push(`  ${jobsLine(counts)}`);
  for (const gone of counts.gone) lines.push(`  ${goneLine(gone)}`);
  if (counts.unanswered.length > 0) lines.push(`  not responding: ${counts.unanswered.join(', ')}`);
  return [...lines, ...describeTasks(counts, (task) => parametersOf(sweep, task))].map(plainText);
}

/** The longest-running tasks and the latest failures, in a table. */
function describeTasks(
  { running, failures, states }: SweepCounts,
  parameters: (task: number) => string,
): readonly string[] {
  const shown = [...running.map((task) => ({ ...task, state: 'running', exitCode: null })), ...failures];
  if (shown.length === 0) return [];
  const rows = shown.map(({ task, state, exitCode, host, duration }) => [
    String(task),
    state,
    exitCode === null ? unknown : String(exitCode),
    host,
    duration === null ? unknown : shownDuration(duration),
    parameters(task),
  ]);
  const table = textTable([['TASK', 'STATE', 'EXIT', 'HOST', 'DURATION', 'PARAMETERS'], ...rows]);
  const more = badStates.reduce((sum, state) => sum + states[state], 0) - failures.length;
  return ['', ...table.map((line) => `  ${line}`), ...(more > 0 ? [`  and ${more} more failed`] : [])];
}

function paceLine(counts: SweepCounts): string {
  const { firstStart, lastEnd, now } = counts;
  if (firstStart === null) return 'nothing has started yet';
  const { rate, left } = paceOf(counts);
  const goes = ['running', 'queued'].includes(sweepState(counts));
  if (!goes) return `took ${shownDuration((lastEnd ?? now) - firstStart)}`;
  const pace =
    rate === null ? 'no task has ended recently' : `${shownRate(rate)}, ${shownDuration(left ?? 0)} left`;
  return `${pace}, started ${shownDuration(now - firstStart)} ago`;
}

function jobsLine({ jobs, waiting }: SweepCounts): string {
  const reasons = [...waiting]
    .sort((a, b) => b.jobs - a.jobs)
    .map(({ jobs: count, reason }) => (count === 1 ? reason : `${reason} (${count})`));
  const why = reasons.length === 0 ? '' : `: ${reasons.join(', ')}`;
  return `jobs: ${jobs.running} running, ${jobs.waiting} waiting${why}`;
}

function goneLine({ jobs, state, reason }: SweepCounts['gone'][number]): string {
  const why = [state, reason].filter((word) => word !== unknown && word !== '').join(', ');
  return `ended before they began: ${jobs} ${jobs === 1 ? 'job' : 'jobs'}${why === '' ? '' : ` (${why})`}`;
}

/** Sweeps in a table, one per line. */
export function describeSweeps(watched: readonly Watched[]): readonly string[] {
  if (watched.length === 0) return ['no sweeps'];
  const heading = ['SWEEP', 'STATE', 'PROGRESS', 'DONE', 'BAD', 'RUNNING', 'WAITING', 'RATE', 'LEFT'];
  return textTable([heading, ...watched.map(rowOf)]);
}

function rowOf({ sweep, counts }: Watched): readonly string[] {
  if (counts === null) return [sweep.id, 'unknown', ...Array.from({ length: 7 }, () => unknown)];
  const { states, tasks } = counts;
  const { rate, left } = paceOf(counts);
  return [
    sweep.id,
    sweepState(counts),
    `${bar(states.completed, tasks, SHORT_BAR)} ${percent(states.completed, tasks)}`,
    `${states.completed}/${tasks}`,
    String(badStates.reduce((sum, state) => sum + states[state], 0)),
    String(states.running),
    String(states.queued),
    left === null || rate === null ? unknown : shownRate(rate),
    left === null ? unknown : shownDuration(left),
  ];
}

/** A sweep as JSON. */
export function sweepObject({ sweep, counts }: Watched): object {
  const { id, path } = sweep;
  if (counts === null) return { sweep: id, path, state: 'unknown' };
  const { endedWithin: _, ...rest } = counts;
  const { rate, left } = paceOf(counts);
  const state: SweepState = sweepState(counts);
  return { sweep: id, path, state, ...rest, tasksPerSecond: rate, secondsLeft: left };
}
