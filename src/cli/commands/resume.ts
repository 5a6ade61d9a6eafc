import { Command, Option } from 'commander';
import type { CommandContext, Finish } from '../context.ts';
import {
  lostOption,
  resourceOptions,
  scriptWords,
  sweepArgument,
  tasksOption,
  whereOption,
} from '../options.ts';
import { runSweepScript } from '../past-sweep.ts';

interface ResumeOptions {
  readonly failed?: true;
  readonly missing?: true;
  readonly timeout?: true;
  /** False for `--no-retry-failed`. */
  readonly retryFailed: boolean;
  readonly taskIds?: string;
  readonly where?: string;
  readonly walltime?: string;
  readonly memory?: string;
  readonly cpus?: string;
  readonly gpus?: string;
  readonly partition?: string;
  readonly qos?: string;
  readonly account?: string;
  readonly target?: string;
  readonly lost?: readonly string[];
  readonly dryRun?: true;
}

/** `hsm complete`: runs unfinished tasks again, on the target of the sweep's last run, with its `resume.sh`. */
export function createResume(context: CommandContext, finish: Finish, passed: readonly string[]): Command {
  const command = new Command('complete')
    .description('run unfinished tasks again, on the same target as before')
    .addArgument(sweepArgument())
    .argument('[driver-options...]', 'options passed to the driver, after --')
    .addOption(new Option('--failed', 'only tasks that failed or timed out'))
    .addOption(new Option('--missing', 'only tasks that never ran, were cancelled or were lost'))
    .addOption(new Option('--timeout', 'only tasks that timed out'))
    .addOption(
      new Option('--no-retry-failed', 'skip failed tasks: the same as --missing --timeout').conflicts(
        'failed',
      ),
    )
    .addOption(tasksOption('--task-ids', context.workingDirectory))
    .addOption(whereOption())
    .addOption(new Option('--walltime <time>', 'a different walltime, such as 08:00:00 or 90m'))
    .addOption(
      new Option(
        '-t, --target <name>',
        'target to use, if the sweep was built for several (default: the one used last)',
      ),
    )
    .addOption(lostOption())
    .addOption(new Option('-d, --dry-run', 'show what would run, without running it'))
    .addHelpText(
      'after',
      '\nExample:\n  $ hsm complete learning-rate --failed --walltime 08:00:00 --memory 64G',
    );
  for (const option of resourceOptions()) command.addOption(option);
  return command.action(async (_sweep: unknown, _options: unknown, options: ResumeOptions) => {
    const operands = command.args.slice(0, command.args.length - passed.length);
    const [sweep, excess] = operands;
    if (excess !== undefined) command.error(`error: put driver options after --: ${excess}`);
    const words = scriptWords({
      '--failed': options.failed,
      '--missing': options.missing ?? (options.retryFailed ? undefined : true),
      '--timeout': options.timeout ?? (options.retryFailed ? undefined : true),
      '--task-ids': options.taskIds,
      '--where': options.where,
      '--walltime': options.walltime,
      '--memory': options.memory,
      '--cpus': options.cpus,
      '--gpus': options.gpus,
      '--partition': options.partition,
      '--qos': options.qos,
      '--account': options.account,
      '--target': options.target,
      '--lost': options.lost,
      '--dry-run': options.dryRun,
    });
    const more = passed.length === 0 ? [] : ['--', ...passed];
    finish(await runSweepScript(sweep, 'scripts/resume.sh', [...words, ...more], context));
  });
}
