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
  resourceClasses,
  selectionOptions,
  type Target,
} from '../../src/target-kit/kit.ts';
import { type DistributedOptions, type MachineOptions, optionsSchema } from './options.ts';
import { distributedUsage, queueUsage, runUsage, thereUsage } from './usage.ts';

interface Messages {
  readonly noMachine: object;
  readonly noHost: { readonly name: string };
  readonly pathOfPython: { readonly name: string; readonly program: string };
}

const kinds: DiagnosticsOf<Messages> = defineDiagnostics<Messages>({
  noMachine: {
    code: 'DISTRIBUTED101',
    severity: 'error',
    title: 'distributed sweep without machines',
    message: () => 'the target `distributed` needs machines',
  },
  noHost: {
    code: 'DISTRIBUTED102',
    severity: 'error',
    title: 'machine without a host',
    message: ({ name }) => `\`${name}\` has no host`,
  },
  pathOfPython: {
    code: 'DISTRIBUTED103',
    severity: 'warning',
    title: 'Python of a machine that the command does not use',
    message: ({ name, program }) => `\`${name}\` has its own Python, but the command starts with ${program}`,
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

/** Seconds for which a machine may be silent. */
const PATIENCE = 600;

export const target: Target<DistributedOptions, DistributedSweep> = {
  name: 'distributed',
  summary: 'distribute the tasks over several machines, with SSH and rsync',
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
      const help = 'set its `host:` to a host name or a `Host` of the SSH config';
      if (host === '') diagnostics.add(diagnose(kinds.noHost, { name }, { help }));
    }
    const program = pathOfPython(plan);
    for (const { name, python_path } of machines) {
      if (python_path === null || program === null) continue;
      const help = 'use `python3` instead of a path, so that each machine finds its own';
      diagnostics.add(diagnose(kinds.pathOfPython, { name, program }, { help }));
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
      pythons: each(({ python_path }) => quote(python_path ?? '-')),
      condas: each(({ conda_env }) => quote(conda_env ?? options.conda_env ?? '-')),
    };
    const script = (name: string, title: string, usage: readonly string[], view: object): string =>
      context.render(name, { ...headerView(plan, context, title, usage), ...settings, ...view });
    const driver = script('distributed.sh', 'Distributes this sweep across machines.', distributedUsage, {
      jobs: each(({ max_parallel_jobs }) => String(max_parallel_jobs ?? 1)),
      localJobs: options.local_max_jobs ?? 0,
      gpus: each(({ gpus }) => quoteCommas(quote(gpuList(gpus)))),
      // A task of any class may run on any slot.
      gpusPerTask: Math.max(1, ...resourceClasses(plan).map(({ resources }) => resources.gpus ?? 1)),
      patience: options.patience ?? PATIENCE,
      snapshots: plan.code !== undefined,
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
      'Lists the running tasks of this sweep on its machines.',
      queueUsage,
      {},
    );
    const there = script(
      'distributed-there.sh',
      'The part of distributed.sh that runs on the machines.',
      thereUsage,
      {},
    );
    return [
      file('distributed.sh', driver, `distributes the tasks over ${machines.length} machines`),
      file('run-there.sh', run, 'runs a task on a machine, for the workers of distributed.sh'),
      file(
        'queue-distributed.sh',
        queue,
        'lists the running tasks on the machines, for status.sh and cancel.sh',
      ),
      file('distributed-there.sh', there, 'the part that runs on the machines; it is sent there each time'),
    ];
  },
};

/** The path by which a command names its Python, or null if PATH decides. */
function pathOfPython({ command }: Plan): string | null {
  const text = command.words[0]?.map((part) => (part.kind === 'text' ? part.text : '')).join('') ?? '';
  return /\/python[0-9.]*$/.test(text) ? text : null;
}

/** A number of GPUs means the first ones. */
function gpuList(gpus: MachineOptions['gpus']): string {
  if (gpus === null) return '';
  if (typeof gpus === 'number') return Array.from({ length: gpus }, (_, index) => index).join(',');
  return typeof gpus === 'string' ? gpus.replaceAll(/[^0-9,]/g, '') : gpus.join(',');
}
