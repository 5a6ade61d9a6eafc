import { setTimeout } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { listSweeps, type PastSweep } from '../../project/sweeps.ts';
import type { CommandContext, Finish } from '../context.ts';
import { positiveInteger } from '../options.ts';
import { findPastSweep, outputsDirectory } from '../past-sweep.ts';
import { type Queue, type QueuedJob, readQueue } from '../queue-jobs.ts';

interface QueueOptions {
  readonly watch?: true;
  readonly interval: number;
  readonly json?: true;
}

/** `hsm queue`: the jobs of this project's sweeps in the schedulers' queues. */
export function createQueue(context: CommandContext, finish: Finish): Command {
  return new Command('queue')
    .description("list the jobs of this project's sweeps in the queue")
    .argument('[sweep]', 'only this one: an id, the beginning of one, or a path')
    .addOption(new Option('-w, --watch', 'list them again until there are none'))
    .addOption(
      new Option('--interval <seconds>', 'with --watch: how long to wait')
        .default(5)
        .argParser(positiveInteger),
    )
    .addOption(new Option('--json', 'print for programs'))
    .addHelpText('after', '\nExample:\n  $ hsm queue --watch')
    .action(async (argument: string | undefined, options: QueueOptions) => {
      const sweeps = await sweepsOf(argument, context);
      finish(sweeps === null ? 1 : await showQueue(sweeps, options, context));
    });
}

async function sweepsOf(
  argument: string | undefined,
  context: CommandContext,
): Promise<readonly PastSweep[] | null> {
  if (argument === undefined) return listSweeps(await outputsDirectory(context));
  const sweep = await findPastSweep(argument, context);
  return sweep === null ? null : [sweep];
}

async function showQueue(
  sweeps: readonly PastSweep[],
  options: QueueOptions,
  context: CommandContext,
): Promise<number> {
  for (;;) {
    const queue = await readQueue(sweeps, context);
    for (const name of queue.silent) context.writeError(`hsm: ${name} is not here, or does not answer\n`);
    const clear = options.watch && context.color.output ? '\u001b[H\u001b[2J' : '';
    context.write(options.json ? `${JSON.stringify(queue.jobs)}\n` : clear + describeQueue(queue));
    if (!options.watch || (queue.jobs.length === 0 && queue.silent.length === 0)) {
      return queue.silent.length > 0 && queue.jobs.length === 0 ? 1 : 0;
    }
    await setTimeout(options.interval * 1_000);
  }
}

function describeQueue({ jobs, silent }: Queue): string {
  if (jobs.length === 0) return silent.length > 0 ? '' : 'no jobs in the queue\n';
  const rows = [['SWEEP', 'JOB', 'STATE', 'TASKS', 'WHERE'], ...jobs.map(rowOf)];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function rowOf({ sweep, job, schedulerState, tasks, where }: QueuedJob): string[] {
  const [first, last] = tasks ?? [];
  const range = first === undefined ? 'any' : first === last ? String(first) : `${first}-${last}`;
  return [sweep, job.slice(job.indexOf(':') + 1), schedulerState, range, where];
}
