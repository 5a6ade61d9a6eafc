import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { Resources } from '../../plan/run-settings.ts';
import { formatMemory } from '../../settings/memory.ts';
import { formatWalltime } from '../../settings/walltime.ts';
import type { Amounts, QueueAmounts } from './amounts.ts';
import type { Checks } from './checks.ts';
import type { BatchJob } from './job.ts';
import type { NodeShare } from './node-share.ts';
import { labelled } from './option-reader.ts';
import { queuesOf } from './options.ts';

/** The cluster's limits, from `limits`: what the submit command would refuse is an error here. */
export function checkLimits(job: BatchJob, amounts: Amounts, share: NodeShare, checks: Checks): void {
  checkJobCount(job, checks);
  const { scheduler, kinds, diagnostics, places } = checks;
  const name = job.plan.resources.partition;
  const queues = queuesOf(job.options);
  // If several queues are listed, the job goes to the first free one, which is not known yet.
  if (name === null || queues === null || name.includes(',')) return;
  const queue = amounts.queues.get(name);
  if (queue === undefined) {
    const known = Object.keys(queues);
    const close = didYouMean(name, known);
    diagnostics.add(
      diagnose(
        kinds.queueUnknown,
        { queue: name },
        {
          primary: labelled(places.resource('partition'), `not in \`limits.${scheduler.queue}s\``),
          notes: [`the ${scheduler.queue}s are ${known.map((each) => `\`${each}\``).join(', ')}`],
          help: close === undefined ? undefined : `did you mean \`${close}\`?`,
        },
      ),
    );
    return;
  }
  checkWalltime(name, queue, job, checks);
  checkNode(name, queue, job, share, checks);
  checkGpuType(name, queue, job, checks);
}

function checkJobCount(
  { options, layout }: BatchJob,
  { scheduler, kinds, diagnostics, places }: Checks,
): void {
  const { limits, tasks_per_job: tasks } = options;
  const { elements: jobs, arrayLength } = layout;
  const { name, submitCommand, queue, arrays } = scheduler;
  const most = limits?.max_jobs ?? null;
  // With `auto`, only the queue's longest walltime keeps jobs so short.
  const help =
    tasks === 'auto'
      ? `use \`workers\`: the ${queue} does not allow longer jobs`
      : 'use `tasks_per_job: auto`, or `workers`';
  if (most !== null && jobs > most) {
    const primary = labelled(places.option('limits', 'max_jobs'), 'at most this many at a time');
    diagnostics.add(diagnose(kinds.tooManyJobs, { jobs, most }, { primary, help }));
  } else if (jobs > arrayLength) {
    const span = places.option('limits', 'max_array_size') ?? places.option('max_array_size');
    const primary = labelled(
      span,
      arrays.isBeyond ? 'indexes must be below this' : 'at most this many per array',
    );
    const notes = [
      `submit-${name}.sh submits ${Math.ceil(jobs / arrayLength)} arrays; with plain ${submitCommand}, the jobs of a single array share all tasks`,
    ];
    diagnostics.add(diagnose(kinds.severalArrays, { jobs, places: arrayLength }, { primary, notes, help }));
  }
}

function checkWalltime(
  name: string,
  { maxWalltime: most }: QueueAmounts,
  { options, layout }: BatchJob,
  { scheduler, kinds, diagnostics, places }: Checks,
): void {
  const { jobWalltime: asked, tasksPerJob, parallelPerJob } = layout;
  if (most === null || asked === null || asked <= most) return;
  const packed = options.walltime === null && tasksPerJob > parallelPerJob;
  const span = places.option('walltime') ?? places.resource('walltime');
  const other = `use another ${scheduler.queue}`;
  diagnostics.add(
    diagnose(
      kinds.walltimeTooLong,
      { asked: formatWalltime(asked), most: formatWalltime(most), queue: name },
      {
        primary: labelled(span, packed ? 'per task' : 'too long'),
        notes: packed ? [`a job runs ${tasksPerJob} tasks, ${parallelPerJob} at a time`] : [],
        help: packed ? `reduce \`tasks_per_job\`, or ${other}` : `request less, or ${other}`,
      },
    ),
  );
}

function checkNode(
  name: string,
  queue: QueueAmounts,
  { layout }: BatchJob,
  share: NodeShare,
  { scheduler, kinds, diagnostics, places }: Checks,
): void {
  const times = layout.parallelPerJob;
  const { memoryFrom: from } = share;
  const rows: readonly [
    keyof Resources,
    string,
    number | null,
    number | null,
    (amount: number) => string,
    NodeShare['memoryFrom'],
  ][] = [
    ['cpus', 'CPUs', share.cpus, queue.cpus, String, null],
    ['memory', 'of memory', share.memory, queue.memory, formatMemory, from],
    ['gpus', 'GPUs', share.gpus, queue.gpus, String, null],
  ];
  for (const [resource, what, each, most, format, option] of rows) {
    if (each === null || most === null || each * times <= most) continue;
    const span = (option === null ? undefined : places.option(option.option)) ?? places.resource(resource);
    diagnostics.add(
      diagnose(
        kinds.moreThanANode,
        { what, asked: format(each * times), most: format(most), queue: name },
        {
          primary: labelled(span, option?.label ?? (times > 1 ? 'per task' : 'too much')),
          notes: times > 1 ? [`a job runs ${times} tasks at a time`] : [],
          help: `request less, or use another ${scheduler.queue}`,
        },
      ),
    );
  }
}

function checkGpuType(
  name: string,
  { gpuTypes: types }: QueueAmounts,
  { plan }: BatchJob,
  { kinds, diagnostics, places }: Checks,
): void {
  const { gpu_type: type } = plan.resources;
  if (type === null || types === null || types.includes(type)) return;
  const close = didYouMean(type, types);
  diagnostics.add(
    diagnose(
      kinds.gpuTypeUnknown,
      { type, queue: name },
      {
        primary: labelled(places.resource('gpu_type'), 'not among its `gpu_types`'),
        notes: types.length === 0 ? [] : [`its types are ${types.map((each) => `\`${each}\``).join(', ')}`],
        help: close === undefined ? undefined : `did you mean \`${close}\`?`,
      },
    ),
  );
}
