import { Command, InvalidArgumentError, Option } from 'commander';
import type { CommandContext, Finish } from '../context.ts';
import { runSweepScript } from '../past-sweep.ts';
import { parseTasks } from '../task-list.ts';

interface CancelOptions {
  readonly only?: string;
  readonly yes?: true;
}

/** `hsm cancel`: takes a sweep out of the queue and stops what runs of it, by its own `cancel.sh`. */
export function createCancel(context: CommandContext, finish: Finish): Command {
  return new Command('cancel')
    .description('cancel a sweep: its jobs in the queue, and its workers on this machine')
    .argument('[sweep]', 'an id, the beginning of one, or a path (default: the latest)')
    .addOption(new Option('--only <tasks>', 'only these tasks, as in 1,5-8').argParser(taskList))
    .addOption(new Option('-y, --yes', 'do not ask first'))
    .addHelpText('after', '\nExample:\n  $ hsm cancel learning-rate --only 5-8')
    .action(async (sweep: string | undefined, { only, yes }: CancelOptions) => {
      const words = [...(only === undefined ? [] : ['--only', only]), ...(yes ? ['-y'] : [])];
      finish(await runSweepScript(sweep, 'scripts/cancel.sh', words, context));
    });
}

function taskList(text: string): string {
  if (parseTasks(text) !== null) return text;
  throw new InvalidArgumentError('Write task numbers as in 417 or 1-3,7.');
}
