import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { CommandContext, Finish } from '../context.ts';
import { lostOption, scriptWords, sweepArgument, tasksOption } from '../options.ts';
import { runSweepScript } from '../past-sweep.ts';

interface CollectOptions {
  readonly output?: string;
  readonly format?: string;
  readonly archive?: true;
  readonly only?: string;
  readonly lost?: readonly string[];
}

/** `hsm collect-results`: a table with one row per task, by the sweep's `collect.sh`. */
export function createCollect(context: CommandContext, finish: Finish): Command {
  // A path that is typed is relative to where it is typed; the script enters the sweep directory.
  const pathOf = (text: string): string => (text === '-' ? text : resolve(context.workingDirectory, text));
  return new Command('collect-results')
    .description('gather parameters, states and metrics in a table, one row per task')
    .addArgument(sweepArgument())
    .addOption(
      new Option(
        '-o, --output <file>',
        'where to, - for standard output (default: results.csv in the sweep directory)',
      ).argParser(pathOf),
    )
    .addOption(new Option('--format <format>', 'the form of the table').choices(['csv', 'tsv', 'jsonl']))
    .addOption(new Option('--archive', 'also pack the whole sweep directory'))
    .addOption(tasksOption('--only', context.workingDirectory))
    .addOption(lostOption())
    .addHelpText('after', '\nExample:\n  $ hsm collect-results learning-rate --output - --format jsonl')
    .action(async (sweep: string | undefined, options: CollectOptions) => {
      const words = scriptWords({
        '--output': options.output,
        '--format': options.format,
        '--archive': options.archive,
        '--only': options.only,
        '--lost': options.lost,
      });
      finish(await runSweepScript(sweep, 'scripts/collect.sh', words, context));
    });
}
