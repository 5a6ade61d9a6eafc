import {
  arrayWords,
  type DiagnosticsOf,
  defineDiagnostics,
  diagnose,
  headerView,
  type Plan,
  quote,
  quoteCommas,
  quotePath,
  selectionOptions,
  type Target,
} from '../../src/target-kit/kit.ts';
import { type DistributedOptions, type MachineOptions, optionsSchema } from './options.ts';
import { distributedUsage, queueUsage, runUsage, thereUsage } from './usage.ts';

interface Messages {
  readonly noMachine: object;
  readonly noHost: { readonly name: string };
}

const kinds: DiagnosticsOf<Messages> = defineDiagnostics<Messages>({
  noMachine: {
    code: 'DISTRIBUTED101',
    severity: 'error',
    title: 'a distributed sweep without machines',
    message: () => 'the target `distributed` needs machines',
  },
  noHost: {
    code: 'DISTRIBUTED102',
    severity: 'error',
    title: 'a machine without a host',
    message: ({ name }) => `nothing says which host \`${name}\` is`,
  },
});

interface Machine extends MachineOptions {
  readonly name: string;
}

interface DistributedSweep {
  readonly plan: Plan;
  readonly options: DistributedOptions;
  readonly machines: readonly Machine[];
}

/** Seconds that a machine may be silent. */
const PATIENCE = 600;

export const target: Target<DistributedOptions, DistributedSweep> = {
  name: 'distributed',
  summary: 'share the tasks out among several machines, over SSH and rsync',
  options: optionsSchema,
  honours: ['walltime'],
  driver: {
    script: 'scripts/distributed.sh',
    submits: false,
    takes: [...selectionOptions, '--no-progress', '--detach'],
  },
  diagnostics: kinds,
  requires() {
    return ['local'];
  },
  prepare(plan, options, diagnostics) {
    const machines = Object.entries(options.remotes ?? {})
      .map(([name, machine]) => ({ ...machine, name }))
      .filter(({ enabled }) => enabled !== false);
    for (const { name, host } of machines) {
      const help = 'write `host:` for it, a host name or a `Host` of the SSH config';
      if (host === '') diagnostics.add(diagnose(kinds.noHost, { name }, { help }));
    }
    if (machines.length === 0) {
      const help = 'add some to `distributed.remotes` with `hsm remote add`, or use `--mode local`';
      diagnostics.add(diagnose(kinds.noMachine, {}, { help }));
    }
    return diagnostics.hasErrors ? null : { plan, options, machines };
  },
  emit({ plan, options, machines }, context) {
    const each = (word: (machine: Machine) => string): string => machines.map(word).join(' ');
    const settings = {
      names: each(({ name }) => quote(name)),
      hosts: each(({ host }) => quote(host)),
      ports: each(({ ssh_port }) => quote(String(ssh_port ?? ''))),
      keys: each(({ ssh_key }) => quotePath(ssh_key ?? '')),
      roots: each(({ remote_root }) => quotePath(remote_root ?? options.remote_root ?? '~/hsm')),
      workdirs: each(({ workdir }) => quotePath(workdir ?? '')),
    };
    const script = (name: string, title: string, usage: readonly string[], view: object): string =>
      context.render(name, { ...headerView(plan, context, title, usage), ...settings, ...view });
    const driver = script('distributed.sh', 'Shares this sweep out among machines.', distributedUsage, {
      jobs: each(({ max_parallel_jobs }) => String(max_parallel_jobs ?? 1)),
      localJobs: options.local_max_jobs ?? 0,
      gpus: each(({ gpus }) => quoteCommas(quote(gpuList(gpus)))),
      gpusPerTask: Math.max(1, plan.resources.gpus ?? 1),
      patience: options.patience ?? PATIENCE,
      included: arrayWords(options.rsync_include),
      excluded: arrayWords(options.rsync_excludes),
      projectPath: quote(context.projectPath),
    });
    const file = (path: string, text: string, summary: string) => ({
      ...{ path: `scripts/${path}`, text, executable: true, summary },
    });
    const run = script('run-there.sh', 'Runs a task on a machine and waits for it.', runUsage, {});
    const queue = script(
      'queue-distributed.sh',
      'Lists what runs of this sweep on its machines.',
      queueUsage,
      {},
    );
    const there = script(
      'distributed-there.sh',
      'What the others have done on the machines.',
      thereUsage,
      {},
    );
    return [
      file('distributed.sh', driver, `shares the tasks out among ${machines.length} machines`),
      file('run-there.sh', run, 'what the workers of distributed.sh run in the place of a program'),
      file(
        'queue-distributed.sh',
        queue,
        'asks the machines what runs there; status.sh and cancel.sh ask it',
      ),
      file('distributed-there.sh', there, 'what they have done on the machines: it is sent there each time'),
    ];
  },
};

/** A number of GPUs means the first ones. */
function gpuList(gpus: MachineOptions['gpus']): string {
  if (gpus === null) return '';
  if (typeof gpus === 'number') return Array.from({ length: gpus }, (_, index) => index).join(',');
  return typeof gpus === 'string' ? gpus.replaceAll(/[^0-9,]/g, '') : gpus.join(',');
}
