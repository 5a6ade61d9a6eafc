import { Command, Option } from 'commander';
import { numberOrNull, readTsv } from '../../sweep-directory/read-tsv.ts';
import { isBadState } from '../../sweep-directory/task-states.ts';
import type { CommandContext, Finish } from '../context.ts';
import { intervalOption, jsonOption, lostOption, scriptWords, sweepArgument } from '../options.ts';
import { captureSweepScript, findPastSweep, runSweepScript } from '../past-sweep.ts';
import { countsOf } from '../read-counts.ts';

interface StatusOptions {
  readonly watch?: true;
  readonly failed?: true;
  readonly tsv?: true;
  readonly interval?: number;
  readonly lost?: readonly string[];
  readonly json?: true;
}

const script = 'scripts/status.sh';

/** `hsm status`: the state of a sweep's tasks, from its own `status.sh`. */
export function createStatus(context: CommandContext, finish: Finish): Command {
  return new Command('status')
    .description("show the state of a sweep's tasks")
    .addArgument(sweepArgument())
    .addOption(new Option('-w, --watch', 'refresh until no tasks are left'))
    .addOption(new Option('--failed', 'list all failed tasks, not only the first 20'))
    .addOption(new Option('--tsv', 'print tab-separated values, one line per task'))
    .addOption(intervalOption())
    .addOption(lostOption())
    .addOption(jsonOption().conflicts(['watch', 'tsv']))
    .addHelpText('after', '\nExample:\n  $ hsm status learning-rate --failed')
    .action(async (sweep: string | undefined, { json, ...options }: StatusOptions) => {
      const words = scriptWords({
        '--watch': options.watch,
        '--failed': options.failed,
        '--tsv': options.tsv,
        '--interval': options.interval === undefined ? undefined : String(options.interval),
        '--lost': options.lost,
      });
      finish(
        json
          ? await printStatus(sweep, options, context)
          : await runSweepScript(sweep, script, words, context),
      );
    });
}

/** Prints the counts and every failed task. */
async function printStatus(
  argument: string | undefined,
  { lost = [], interval }: StatusOptions,
  context: CommandContext,
): Promise<number> {
  const sweep = await findPastSweep(argument, context);
  const counts = sweep === null ? null : await countsOf(sweep, lost, context, interval);
  if (sweep === null || counts === null) return 1;
  const words = ['--tsv', ...scriptWords({ '--lost': lost })];
  const table = await captureSweepScript(sweep, script, words, context);
  if (table === null) return 1;
  const failures = readTsv(table)
    .filter(({ state }) => isBadState(state))
    .map((row) => ({
      task: Number(row['task']),
      state: row['state'],
      attempt: Number(row['attempt']),
      exitCode: numberOrNull(row['exit_code']),
      host: row['host'],
      started: numberOrNull(row['started']),
      ended: numberOrNull(row['ended']),
    }));
  const { endedWithin: _, failures: __, ...rest } = counts;
  context.write(`${JSON.stringify({ sweep: sweep.id, path: sweep.path, ...rest, failures })}\n`);
  return 0;
}
