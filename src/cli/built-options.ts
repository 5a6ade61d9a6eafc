import { Command } from 'commander';
import type { SweepOptions } from './compile-sweep.ts';
import { configOption, maxRunsOption, settingOptions, takeOption } from './options.ts';

/** The options of an earlier `hsm build`, read from its words. */
export function optionsIn(words: readonly string[]): SweepOptions {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  for (const option of [configOption(), maxRunsOption(), takeOption(), ...settingOptions()]) {
    command.addOption(option);
  }
  return command.parse([...words], { from: 'user' }).opts<SweepOptions>();
}
