import { Command, Option } from 'commander';
import type { QueuedJob } from '../../sweep-directory/queued-job.ts';
import { listSweeps, type PastSweep } from '../../sweep-directory/sweeps.ts';
import type { CommandContext, Finish } from '../context.ts';
import { createLiveScreen } from '../live-screen.ts';
import { intervalOption, jsonOption } from '../options.ts';
import { certainOutputs, findPastSweep } from '../past-sweep.ts';
import { answerAge, type Queue, readQueue } from '../queue-jobs.ts';
import { textTable } from '../text-table.ts';

interface QueueOptions {
  readonly watch?: true;
  readonly interval?: number;
  readonly json?: true;
}

/** `hsm queue`: the jobs of this project's sweeps in the schedulers' queues. */
export function createQueue(context: CommandContext, finish: Finish): Command {
  return new Command('queue')
    .description("list the queued and running jobs of this project's sweeps")
    .argument('[sweep]', 'only this sweep: id, prefix of an id, or path')
    .addOption(new Option('-w, --watch', 'refresh until no jobs are left'))
    .addOption(intervalOption())
    .addOption(jsonOption())
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
  if (argument === undefined) {
    const outputs = await certainOutputs(context);
    return outputs === null ? null : listSweeps(outputs);
  }
  const sweep = await findPastSweep(argument, context);
  return sweep === null ? null : [sweep];
}

async function showQueue(
  sweeps: readonly PastSweep[],
  options: QueueOptions,
  context: CommandContext,
): Promise<number> {
  const interrupt = options.watch ? context.interruption() : null;
  const screen = createLiveScreen(context);
  const maxAge = options.interval ?? answerAge;
  let quiet = false;
  try {
    for (;;) {
      const queue = await readQueue(sweeps, { maxAge, quiet }, context);
      if (interrupt?.aborted) return interrupt.reason;
      for (const name of quiet ? [] : queue.silent)
        context.writeError(`hsm: ${name} is not installed or not responding\n`);
      // Once is enough.
      quiet = queue.silent.length > 0;
      if (options.json) context.write(`${JSON.stringify(queue.jobs)}\n`);
      else if (options.watch) screen.draw(describeQueue(queue));
      else
        context.write(
          describeQueue(queue)
            .map((line) => `${line}\n`)
            .join(''),
        );
      if (interrupt === null || (queue.jobs.length === 0 && queue.silent.length === 0)) {
        return queue.silent.length > 0 && queue.jobs.length === 0 ? 1 : 0;
      }
      await context.pause(maxAge, interrupt);
      if (interrupt.aborted) return interrupt.reason;
    }
  } finally {
    screen.close();
  }
}

function describeQueue({ jobs, silent }: Queue): readonly string[] {
  if (jobs.length === 0) return silent.length > 0 ? [] : ['no jobs in the queue'];
  return textTable([['SWEEP', 'JOB', 'STATE', 'TASKS', 'WHERE'], ...jobs.map(rowOf)]);
}

function rowOf({ sweep, job, schedulerState, tasks, name, where }: QueuedJob): string[] {
  const [first, last] = tasks ?? [];
  // A retry job has no tasks of its own; workers take any task.
  const none = name.endsWith('.retry') ? 'retry' : 'any';
  const range = first === undefined ? none : first === last ? String(first) : `${first}-${last}`;
  return [sweep, job.slice(job.indexOf(':') + 1), schedulerState, range, where];
}
