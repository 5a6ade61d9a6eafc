import { Command, Option } from 'commander';
import { numberOrNull, readTsv } from '../../sweep-directory/read-tsv.ts';
import type { CommandContext, Finish } from '../context.ts';
import {
  jsonOption,
  lostOption,
  scriptWords,
  sweepArgument,
  tasksOption,
  whereOption,
  wholeNumber,
} from '../options.ts';
import { captureSweepScript, findPastSweep, runSweepScript } from '../past-sweep.ts';

interface ErrorsOptions {
  readonly only?: string;
  readonly where?: string;
  readonly lines?: number;
  readonly lost?: readonly string[];
  readonly json?: true;
}

const script = 'scripts/errors.sh';

/** `hsm errors`: why tasks failed, grouped by cause, with the sweep's `errors.sh`. */
export function createErrors(context: CommandContext, finish: Finish): Command {
  return new Command('errors')
    .description('show why tasks failed, grouped by cause')
    .addArgument(sweepArgument())
    .addOption(tasksOption('--only', context.workingDirectory))
    .addOption(whereOption())
    .addOption(
      new Option('--lines <n>', 'number of lines of standard error to show (default: 5)').argParser(
        wholeNumber,
      ),
    )
    .addOption(lostOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ hsm errors learning-rate --lines 5')
    .action(async (sweep: string | undefined, { only, where, lines, lost, json }: ErrorsOptions) => {
      const words = scriptWords({
        '--only': only,
        '--where': where,
        '--lines': lines === undefined ? undefined : String(lines),
        '--lost': lost,
      });
      finish(
        json ? await printErrors(sweep, words, context) : await runSweepScript(sweep, script, words, context),
      );
    });
}

async function printErrors(
  argument: string | undefined,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  const sweep = await findPastSweep(argument, context);
  const text = sweep === null ? null : await captureSweepScript(sweep, script, [...words, '--tsv'], context);
  if (text === null) return 1;
  const rows = readTsv(text).map((row) => ({
    task: Number(row['task']),
    state: row['state'],
    exitCode: numberOrNull(row['exit_code']),
    cause: row['cause'],
    host: row['host'],
    duration: numberOrNull(row['duration']),
    lastLine: row['last_line'],
    resources: row['resources'],
  }));
  context.write(`${JSON.stringify(rows)}\n`);
  return 0;
}
