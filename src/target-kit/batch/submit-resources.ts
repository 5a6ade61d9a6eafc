import { launcherSays } from '../../plan/launchers.ts';
import { quoteCommas } from '../../shell/array-element.ts';
import { quote } from '../../shell/shell-word.ts';
import type { DriverOption } from '../driver.ts';
import type { BatchDefinition } from './definition.ts';
import type { BatchJob } from './job.ts';
import { nodeShareOf } from './node-share.ts';

/** A resource that a submission may request instead of the sweep's. */
interface SubmitResource {
  readonly name: 'memory' | 'cpus' | 'gpus' | 'partition' | 'qos' | 'account';
  readonly option: DriverOption;
  /** The same, as people type it. */
  readonly typed: string;
}

const all: readonly SubmitResource[] = [
  { name: 'memory', option: '--memory', typed: '--memory' },
  { name: 'cpus', option: '--cpus', typed: '--cpus' },
  { name: 'gpus', option: '--gpus-per-task', typed: '--gpus' },
  { name: 'partition', option: '--partition', typed: '--partition' },
  { name: 'qos', option: '--qos', typed: '--qos' },
  { name: 'account', option: '--account', typed: '--account' },
];

/** Those that the scheduler supports. */
export function submitResources({ honours }: Pick<BatchDefinition, 'honours'>): readonly SubmitResource[] {
  return all.filter(({ name }) => honours.includes(name));
}

/** What the submit script needs to request other resources: the requests of each class of resources. */
export function resourcesView<Own extends object, Parsed>(
  definition: BatchDefinition<Own, Parsed>,
  job: BatchJob<Own, Parsed>,
): object {
  const jobs = [job, ...job.others];
  const share = (each: BatchJob<Own, Parsed>) => nodeShareOf(each, definition.nodeShare?.(each) ?? {});
  const names = submitResources(definition).map(({ name }) => name);
  const { launcher } = job.plan.resources;
  return {
    classes: jobs
      .map((each) => classRow(each, share(each).memory))
      .map(quote)
      .map(quoteCommas)
      .join(' '),
    // Memory per CPU grows with the CPUs.
    memoryFollowsCpus: share(job).memoryFrom !== null,
    tasksAtOnce: job.layout.parallelPerJob,
    takesQos: names.includes('qos'),
    oneQueue: !definition.abilities.severalQueues,
    launcherSaysCpus: launcherSays(launcher, 'cpus', job.plan.resources.cpus),
    launcherSaysGpus: launcherSays(launcher, 'gpus', job.plan.resources.gpus),
  };
}

/** The resources that the job script reports to its tasks unless a submission sets them: `cpus=4,memory=200M`. */
export function resourcesText<Own extends object, Parsed>(
  definition: BatchDefinition<Own, Parsed>,
  job: BatchJob<Own, Parsed>,
): string {
  const { cpus, gpus, partition, qos, account } = job.plan.resources;
  const { memory } = nodeShareOf(job, definition.nodeShare?.(job) ?? {});
  const said: readonly (readonly [string, string | number | null, string])[] = [
    ['cpus', cpus, ''],
    ['memory', memory, 'M'],
    ['gpus', gpus, ''],
    ['walltime', job.layout.jobWalltime, 's'],
    ['partition', partition, ''],
    ['qos', qos, ''],
    ['account', account, ''],
  ];
  return said
    .filter(([, value]) => value !== null)
    .map(([name, value, unit]) => `${name}=${value}${unit}`)
    .join(',');
}

function classRow({ plan, layout }: BatchJob, memory: number | null): string {
  const { cpus, gpus, nodes, ranks, gpu_type: type, partition, qos, account } = plan.resources;
  return [cpus, memory, gpus, nodes, ranks, layout.jobWalltime, type, partition, qos, account]
    .map((value) => value ?? '-')
    .join(' ');
}
