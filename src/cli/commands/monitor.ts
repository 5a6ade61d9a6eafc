import { Command, Option } from 'commander';
import { sweepState } from '../../sweep-directory/counts.ts';
import { listSweeps, type PastSweep } from '../../sweep-directory/sweeps.ts';
import type { CommandContext, Finish } from '../context.ts';
import { createLiveScreen, cut } from '../live-screen.ts';
import { describeSweep, describeSweeps, sweepObject, type Watched } from '../monitor-view.ts';
import { intervalOption, jsonOption, lostOption, sweepArgument } from '../options.ts';
import { paintStates } from '../paint-states.ts';
import { certainOutputs, findPastSweep } from '../past-sweep.ts';
import { pauseAfter } from '../pause-after.ts';
import { querySweeps } from '../query-sweeps.ts';
import { countsOf } from '../read-counts.ts';
import { createParametersOf } from '../task-parameters.ts';

interface MonitorOptions {
  readonly all?: true;
  readonly watch?: true;
  readonly interval?: number;
  readonly lost?: readonly string[];
  readonly json?: true;
}

/**
 * Between two tasks nothing runs for a moment, and a script may fail once. So a sweep counts as stopped when nothing was running in this
 * many consecutive checks.
 */
const LOOKS = 3;

/** `hsm monitor`: the progress of one sweep, or of all. */
export function createMonitor(context: CommandContext, finish: Finish): Command {
  const command = new Command('monitor')
    .description("show a sweep's progress, rate, remaining time and failures")
    .addArgument(sweepArgument())
    .addOption(new Option('-a, --all', 'show all sweeps of the project, one line each'))
    .addOption(new Option('-w, --watch', 'refresh until the sweep has ended'))
    .addOption(intervalOption())
    .addOption(lostOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nWith --watch, the exit code is 0 if all tasks completed, and 1 otherwise.' +
        '\n\nExample:\n  $ hsm monitor learning-rate --watch',
    );
  return command.action(async (argument: string | undefined, options: MonitorOptions) => {
    if (argument !== undefined && options.all) command.error('error: --all cannot be combined with a sweep');
    finish(await monitor(argument, options, context));
  });
}

async function monitor(
  argument: string | undefined,
  options: MonitorOptions,
  context: CommandContext,
): Promise<number> {
  const lost = options.lost ?? [];
  const sweep = options.all ? null : await findPastSweep(argument, context);
  const outputs = options.all ? await certainOutputs(context) : null;
  if (sweep === null && outputs === null) return 1;
  // Here an unknown state is an error; in a list it is a line without counts.
  const counts = sweep === null ? null : await countsOf(sweep, lost, context, options.interval);
  if (sweep !== null && counts === null) return 1;
  const parametersOf = createParametersOf();
  const describe = (watched: readonly Watched[]): readonly string[] => {
    if (options.json) return [JSON.stringify(watched.map(sweepObject))];
    const [only] = watched;
    return sweep === null || only === undefined ? describeSweeps(watched) : describeSweep(only, parametersOf);
  };
  const look = (): Promise<readonly Watched[]> =>
    querySweeps(sweep === null ? sweepsIn(outputs) : [sweep], lost, context, options.interval);
  if (options.watch) return watch(look, describe, options, context);
  const watched = sweep === null ? await look() : [{ sweep, counts }];
  const lines = describe(watched);
  const columns = options.json ? undefined : context.terminal()?.columns;
  const shown = columns === undefined ? lines : cut(lines, columns, lines.length);
  const paint = paintStates(context.color.output && !options.json);
  context.write(shown.map((line) => `${paint(line)}\n`).join(''));
  return 0;
}

/** Includes sweeps built since the last reading. */
function sweepsIn(outputs: string | null): readonly PastSweep[] {
  return outputs === null ? [] : listSweeps(outputs);
}

/** Shows sweeps until all of them have ended, or until an interrupt; returns the exit code. */
async function watch(
  look: () => Promise<readonly Watched[]>,
  describe: (watched: readonly Watched[]) => readonly string[],
  { all, json }: MonitorOptions,
  context: CommandContext,
): Promise<number> {
  const interrupt = context.interruption();
  const screen = json
    ? { draw: plainly(context), close: () => {} }
    : createLiveScreen(context, paintStates(context.color.output));
  /** How many consecutive checks have found nothing running. */
  let idle = 0;
  /** Sweeps that were seen running. */
  const seen = new Set<string>();
  /** The duration of each update, in seconds. */
  const took: number[] = [];
  try {
    for (;;) {
      const begun = context.now().getTime();
      const watched = await look();
      took.push((context.now().getTime() - begun) / 1_000);
      if (interrupt.aborted) return interrupt.reason;
      screen.draw(describe(watched));
      for (const { sweep, counts } of watched) if (isAtWork(counts) || !all) seen.add(sweep.path);
      idle = watched.some(({ counts }) => isAtWork(counts) || (!all && mayStart(counts))) ? 0 : idle + 1;
      if (watched.every(({ counts }) => hasEnded(counts)) || idle >= LOOKS) {
        const left = watched.filter(({ sweep, counts }) => seen.has(sweep.path) && !isCompleted(counts));
        return left.length === 0 ? 0 : 1;
      }
      await context.pause(pauseAfter(took), interrupt);
      if (interrupt.aborted) return interrupt.reason;
    }
  } finally {
    screen.close();
  }
}

function plainly(context: CommandContext): (lines: readonly string[]) => void {
  return (lines) => context.write(`${lines.join('\n')}\n`);
}

/** Whether something is running or waiting; assumed if a scheduler is not responding. */
function isAtWork(counts: Watched['counts']): boolean {
  return counts !== null && (['running', 'queued'].includes(sweepState(counts)) || mayWait(counts));
}

function mayWait(counts: NonNullable<Watched['counts']>): boolean {
  return counts.unanswered.length > 0 && !hasEnded(counts);
}

/** Whether a sweep is being watched before it has started. */
function mayStart(counts: Watched['counts']): boolean {
  return counts !== null && sweepState(counts) === 'pending';
}

function hasEnded(counts: Watched['counts']): boolean {
  return counts !== null && ['completed', 'failed'].includes(sweepState(counts));
}

function isCompleted(counts: Watched['counts']): boolean {
  return counts !== null && sweepState(counts) === 'completed';
}
