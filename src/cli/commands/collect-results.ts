import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { CommandContext, Finish } from '../context.ts';
import { lostOption, scriptWords, sweepArgument, tasksOption, whereOption } from '../options.ts';
import { findPastSweep, runScriptOf } from '../past-sweep.ts';

interface CollectOptions {
  readonly output?: string;
  readonly format?: string;
  readonly archive?: true;
  readonly over?: string;
  readonly only?: string;
  readonly where?: string;
  readonly lost?: readonly string[];
}

/** `hsm collect-results`: a table with one row per task, made by the sweep's `collect.sh`. */
export function createCollect(context: CommandContext, finish: Finish): Command {
  // A path is relative to the caller's directory; the script enters the sweep directory.
  const pathOf = (text: string): string => (text === '-' ? text : resolve(context.workingDirectory, text));
  return new Command('collect-results')
    .description('collect parameters, states and metrics into a table with one row per task')
    .addArgument(sweepArgument())
    .addOption(
      new Option(
        '-o, --output <file>',
        'output file, or - for standard output (default: results.csv in the sweep directory)',
      ).argParser(pathOf),
    )
    .addOption(new Option('--format <format>', 'output format').choices(['csv', 'tsv', 'jsonl']))
    .addOption(
      new Option('--over <what>', 'write one row per configuration, with means over its replicates').choices([
        'replicates',
      ]),
    )
    .addOption(new Option('--archive', 'also pack the whole sweep directory into an archive'))
    .addOption(tasksOption('--only', context.workingDirectory))
    .addOption(whereOption())
    .addOption(lostOption())
    .addHelpText('after', '\nExample:\n  $ hsm collect-results learning-rate --output - --format jsonl')
    .action(async (sweep: string | undefined, options: CollectOptions) => {
      const words = scriptWords({
        '--output': options.output,
        '--format': options.format,
        '--archive': options.archive,
        '--over': options.over,
        '--only': options.only,
        '--where': options.where,
        '--lost': options.lost,
      });
      finish(await collect(sweep, words, context));
    });
}

/**
 * Results on another machine are pulled first. If it is not responding, the local results are collected, but the exit
 * code is 1.
 */
async function collect(
  argument: string | undefined,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  const sweep = await findPastSweep(argument, context);
  if (sweep === null) return 1;
  const script = join(sweep.path, 'scripts', 'remote.sh');
  const pulled = existsSync(script) ? await context.run('bash', ['-p', script, 'pull']) : 0;
  if (pulled !== 0)
    context.writeError(
      'hsm: results on the other machine were not pulled; only the local results are collected\n',
    );
  const collected = await runScriptOf(sweep, 'scripts/collect.sh', words, context);
  return collected === 0 && pulled !== 0 ? 1 : collected;
}
