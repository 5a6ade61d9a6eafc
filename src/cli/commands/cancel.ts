import { Command, Option } from 'commander';
import type { CommandContext, Finish } from '../context.ts';
import { scriptWords, sweepArgument, tasksOption, whereOption } from '../options.ts';
import { runSweepScript } from '../past-sweep.ts';

interface CancelOptions {
  readonly only?: string;
  readonly where?: string;
  readonly yes?: true;
}

/** `hsm cancel`: removes a sweep from the queue and stops its workers, with its own `cancel.sh`. */
export function createCancel(context: CommandContext, finish: Finish): Command {
  return new Command('cancel')
    .description('cancel a sweep: its jobs in the queue and its workers on this machine')
    .addArgument(sweepArgument())
    .addOption(tasksOption('--only', context.workingDirectory))
    .addOption(whereOption())
    .addOption(new Option('-y, --yes', 'do not ask for confirmation'))
    .addHelpText('after', '\nExample:\n  $ hsm cancel learning-rate --only 5-8')
    .action(async (sweep: string | undefined, { only, where, yes }: CancelOptions) => {
      const words = scriptWords({ '--only': only, '--where': where, '-y': yes });
      finish(await runSweepScript(sweep, 'scripts/cancel.sh', words, context));
    });
}
