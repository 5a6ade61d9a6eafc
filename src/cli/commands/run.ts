import { Command, Option } from 'commander';
import type { SweepOptions } from '../compile-sweep.ts';
import type { CommandContext, Finish } from '../context.ts';
import {
  configOption,
  fromOption,
  maxRunsOption,
  nameOption,
  outputOption,
  overBudgetOption,
  settingOptions,
  takeOption,
} from '../options.ts';
import { buildAndRun } from '../run-driver.ts';

interface RunOptions extends Omit<SweepOptions, 'target'> {
  readonly target: string;
}

/** `hsm run`: builds, then runs the emitted driver. */
export function createRun(context: CommandContext, finish: Finish): Command {
  const command = new Command('run')
    .description('build a sweep and run its driver')
    .argument('[driver-options...]', 'options passed to the driver, after --')
    .addOption(configOption())
    .addOption(new Option('-t, --target <name>', 'target whose driver to run').default('local'))
    .addOption(outputOption())
    .addOption(nameOption())
    .addOption(fromOption())
    .addOption(maxRunsOption())
    .addOption(takeOption())
    .addOption(overBudgetOption());
  for (const option of settingOptions()) command.addOption(option);
  return command
    .addHelpText(
      'after',
      "\nThe exit code is the driver's. With --name, running it again continues where it stopped." +
        '\n\nExample:\n  $ hsm run --name learning-rate -- --jobs 4 --show-output',
    )
    .action(async (words: readonly string[], { target, ...options }: RunOptions) => {
      finish(await buildAndRun(options, target, words, context));
    });
}
