import {
  type Diagnostics,
  diagnose,
  didYouMean,
  formatMemory,
  formatWalltime,
  type Places,
  type Plan,
  parseMemory,
  parseWalltime,
  type Span,
} from '../../src/target-kit/kit.ts';
import { slurmDiagnostics } from './diagnostics.ts';
import type { Layout } from './layout.ts';
import type { PartitionLimits, SlurmOptions } from './options.ts';

interface Labelled {
  readonly primary: { readonly span: Span; readonly text: string } | undefined;
}

/** What the cluster takes, as `limits` says it: what sbatch would refuse is an error here. */
export function checkLimits(
  plan: Plan,
  options: SlurmOptions,
  layout: Layout,
  diagnostics: Diagnostics,
  places: Places,
): void {
  checkJobCount(options, layout, diagnostics, places);
  const name = plan.resources.partition;
  const partitions = options.limits?.partitions;
  // Of several partitions Slurm takes the first that is free: each would have to fit, and which is not known.
  if (name === null || partitions == null || name.includes(',')) return;
  const label = (text: string, resource: keyof Plan['resources'], option?: string): Labelled => {
    const span = (option === undefined ? undefined : places.option(option)) ?? places.resource(resource);
    return { primary: span === undefined ? undefined : { span, text } };
  };
  const partition = partitions[name];
  if (partition === undefined) {
    const known = Object.keys(partitions);
    const close = didYouMean(name, known);
    diagnostics.add(
      diagnose(
        slurmDiagnostics.partitionUnknown,
        { name },
        {
          ...label('not in `limits.partitions`', 'partition'),
          notes: [`it has ${known.map((each) => `\`${each}\``).join(', ')}`],
          help: close === undefined ? undefined : `did you mean \`${close}\`?`,
        },
      ),
    );
    return;
  }
  checkWalltime(name, partition, options, layout, diagnostics, label);
  checkNode(name, partition, plan, options, layout, diagnostics, label);
}

function checkJobCount(
  options: SlurmOptions,
  layout: Layout,
  diagnostics: Diagnostics,
  places: Places,
): void {
  const { limits } = options;
  const { elements: jobs, arrayLength } = layout;
  const most = limits?.max_jobs ?? null;
  // With `auto`, only the partition's longest walltime keeps jobs so short.
  const help =
    options.tasks_per_job === 'auto'
      ? 'use `workers`: the partition takes no longer jobs'
      : 'use `tasks_per_job: auto`, or `workers`';
  if (most !== null && jobs > most) {
    const span = places.option('limits', 'max_jobs');
    const primary = span === undefined ? undefined : { span, text: 'so many at a time' };
    diagnostics.add(diagnose(slurmDiagnostics.tooManyJobs, { jobs, most }, { primary, help }));
  } else if (jobs > arrayLength) {
    const span = places.option('limits', 'max_array_size') ?? places.option('max_array_size');
    diagnostics.add(
      diagnose(
        slurmDiagnostics.severalArrays,
        { jobs, places: arrayLength },
        {
          primary: span === undefined ? undefined : { span, text: 'indexes are below this' },
          notes: [
            `submit-slurm.sh sends ${Math.ceil(jobs / arrayLength)} arrays; with plain sbatch the jobs of one array take all tasks in turn`,
          ],
          help,
        },
      ),
    );
  }
}

type Label = (text: string, resource: keyof Plan['resources'], option?: string) => Labelled;

function checkWalltime(
  name: string,
  partition: PartitionLimits,
  options: SlurmOptions,
  layout: Layout,
  diagnostics: Diagnostics,
  label: Label,
): void {
  const most = partition.max_walltime == null ? undefined : parseWalltime(partition.max_walltime).value;
  const asked = layout.jobWalltime;
  if (most === undefined || asked === null || asked <= most) return;
  const packed = options.walltime === null && layout.tasksPerJob > layout.parallelPerJob;
  diagnostics.add(
    diagnose(
      slurmDiagnostics.walltimeTooLong,
      { asked: formatWalltime(asked), most: formatWalltime(most), partition: name },
      {
        ...label(packed ? 'of one task' : 'too long', 'walltime', 'walltime'),
        notes: packed ? [`a job runs ${layout.tasksPerJob} tasks, ${layout.parallelPerJob} at a time`] : [],
        help: packed ? 'take fewer `tasks_per_job`, or another partition' : 'take less, or another partition',
      },
    ),
  );
}

function checkNode(
  name: string,
  partition: PartitionLimits,
  plan: Plan,
  options: SlurmOptions,
  layout: Layout,
  diagnostics: Diagnostics,
  label: Label,
): void {
  const { resources } = plan;
  const times = layout.parallelPerJob;
  const nodes = resources.nodes ?? 1;
  const { cpus, gpus } = resources;
  const rows = [
    ['CPUs', cpus, partition.cpus, 'cpus', undefined, String],
    [
      'of memory',
      memoryOf(plan, options),
      partition.memory == null ? null : parseMemory(partition.memory).value,
      'memory',
      options.mem_per_cpu === null ? undefined : 'mem_per_cpu',
      formatMemory,
    ],
    [
      'GPUs',
      // `--gpus` counts those of all nodes, `--gres` those of each.
      gpus !== null && options.gpu_option === 'gpus' ? Math.ceil(gpus / nodes) : gpus,
      partition.gpus,
      'gpus',
      undefined,
      String,
    ],
  ] as const;
  for (const [what, each, most, resource, option, format] of rows) {
    if (each === null || most == null || each * times <= most) continue;
    diagnostics.add(
      diagnose(
        slurmDiagnostics.moreThanANode,
        { what, asked: format(each * times), most: format(most), partition: name },
        {
          ...label(
            option === 'mem_per_cpu' ? 'of one CPU' : times > 1 ? 'of one task' : 'too much',
            resource,
            option,
          ),
          notes: times > 1 ? [`a job runs ${times} tasks at a time`] : [],
          help: 'take less, or another partition',
        },
      ),
    );
  }
  checkGpuType(name, partition, resources.gpu_type, diagnostics, label);
}

function checkGpuType(
  name: string,
  { gpu_types: types }: PartitionLimits,
  type: string | null,
  diagnostics: Diagnostics,
  label: Label,
): void {
  if (type === null || types == null || types.includes(type)) return;
  const close = didYouMean(type, types);
  diagnostics.add(
    diagnose(
      slurmDiagnostics.gpuTypeUnknown,
      { type, partition: name },
      {
        ...label('not among its `gpu_types`', 'gpu_type'),
        notes: types.length === 0 ? [] : [`it has ${types.map((each) => `\`${each}\``).join(', ')}`],
        help: close === undefined ? undefined : `did you mean \`${close}\`?`,
      },
    ),
  );
}

/** Of one task on a node, in mebibytes. */
function memoryOf({ resources }: Plan, options: SlurmOptions): number | null {
  const { mem_per_cpu: perCpu } = options;
  return perCpu === null ? resources.memory : (parseMemory(perCpu).value ?? 0) * (resources.cpus ?? 1);
}
