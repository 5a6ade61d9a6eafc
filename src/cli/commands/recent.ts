import { Command, Option } from 'commander';
import { readBuild } from '../../sweep-directory/build-json.ts';
import { sweepState } from '../../sweep-directory/counts.ts';
import { lastActivity } from '../../sweep-directory/last-activity.ts';
import { listSweeps } from '../../sweep-directory/sweeps.ts';
import { type TaskState, taskStates } from '../../sweep-directory/task-states.ts';
import type { CommandContext, Finish } from '../context.ts';
import { localTime } from '../local-time.ts';
import { sweepObject, type Watched } from '../monitor-view.ts';
import { daysOption, jsonOption, lostOption, positiveInteger } from '../options.ts';
import { certainOutputs } from '../past-sweep.ts';
import { querySweeps } from '../query-sweeps.ts';
import { textTable } from '../text-table.ts';

interface RecentOptions {
  readonly days: number;
  readonly limit?: number;
  readonly lost?: readonly string[];
  readonly json?: true;
}

interface RecentSweep extends Watched {
  readonly targets: readonly string[];
}

const DAY = 86_400_000;

/** `hsm recent`: the sweeps of the last few days. */
export function createRecent(context: CommandContext, finish: Finish): Command {
  return new Command('recent')
    .description('list recent sweeps, newest first')
    .addOption(daysOption('list sweeps built or active in the last n days', 7))
    .addOption(new Option('--limit <n>', 'list at most n sweeps').argParser(positiveInteger))
    .addOption(lostOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ hsm recent --days 30')
    .action(async ({ days, limit, lost, json }: RecentOptions) => {
      const outputs = await certainOutputs(context);
      if (outputs === null) {
        finish(1);
        return;
      }
      const since = context.now().getTime() - days * DAY;
      const sweeps = listSweeps(outputs)
        .filter((sweep) => lastActivity(sweep) >= since)
        .slice(0, limit);
      const watched = await querySweeps(sweeps, lost ?? [], context);
      const recent = watched.map((each) => ({
        ...each,
        targets: Object.keys(readBuild(each.sweep.path)?.targets ?? {}),
      }));
      context.write(json ? `${JSON.stringify(recent.map(recentObject))}\n` : describeRecent(recent));
      finish(0);
    });
}

function recentObject(recent: RecentSweep): object {
  const built = new Date(recent.sweep.time).toISOString();
  return { ...sweepObject(recent), built, targets: recent.targets };
}

function describeRecent(recent: readonly RecentSweep[]): string {
  if (recent.length === 0) return 'no sweeps\n';
  const rows = recent.map(({ sweep, counts, targets }) => [
    sweep.id,
    shownTime(new Date(sweep.time)),
    counts === null ? 'unknown' : sweepState(counts),
    counts === null ? '-' : String(counts.tasks),
    targets.join(', '),
    counts === null ? '-' : progress(counts.states),
  ]);
  return `${textTable([['SWEEP', 'BUILT', 'STATE', 'TASKS', 'TARGETS', 'PROGRESS'], ...rows]).join('\n')}\n`;
}

function progress(states: Readonly<Record<TaskState, number>>): string {
  return taskStates
    .filter((state) => states[state] > 0)
    .map((state) => `${states[state]} ${state}`)
    .join(', ');
}

/** In this machine's local time, like the names of sweeps. */
function shownTime(time: Date): string {
  return localTime(time).replace(/:\d\d$/, '');
}
