import {
  arrayWords,
  type DiagnosticsOf,
  defineDiagnostics,
  diagnose,
  headerView,
  type Plan,
  quote,
  quotePath,
  resourceOptions,
  selectionOptions,
  type Target,
} from '../../src/target-kit/kit.ts';
import { optionsSchema, type RemoteOptions } from './options.ts';
import { queueUsage, remoteUsage, thereUsage } from './usage.ts';

const kinds: DiagnosticsOf<{ readonly noHost: object }> = defineDiagnostics({
  noHost: {
    code: 'REMOTE101',
    severity: 'error',
    title: 'remote sweep without a machine',
    message: () => 'the target `remote` needs a machine',
  },
});

interface RemoteSweep {
  readonly plan: Plan;
  readonly options: RemoteOptions;
}

export const target: Target<RemoteOptions, RemoteSweep> = {
  name: 'remote',
  summary: 'run the tasks on another machine, or on the cluster behind it, with SSH and rsync',
  options: optionsSchema,
  // How the driver there uses them is up to its own target.
  honours: [],
  driver: {
    script: 'scripts/remote.sh',
    submits: true,
    takes: [...selectionOptions, ...resourceOptions, '--throttle'],
  },
  diagnostics: kinds,
  requires({ backend }) {
    return [driverOf(backend)];
  },
  prepare(plan, options, diagnostics) {
    if (options.host === '') {
      const help =
        'choose it with `--remote`: one of `distributed.remotes` in the project file, or a host that `ssh` knows';
      diagnostics.add(diagnose(kinds.noHost, {}, { help }));
      return null;
    }
    return { plan, options };
  },
  emit({ plan, options }, context) {
    const settings = {
      host: quote(options.host),
      port: options.ssh_port ?? '',
      key: quotePath(options.ssh_key ?? ''),
      root: quotePath(options.remote_root ?? '~/hsm'),
      backend: driverOf(options.backend),
    };
    const script = (name: string, title: string, usage: readonly string[], view: object): string =>
      context.render(name, { ...headerView(plan, context, title, usage), ...settings, ...view });
    const remote = script('remote.sh', 'Runs this sweep on another machine.', remoteUsage, {
      count: plan.count,
      included: arrayWords(options.rsync_include),
      excluded: arrayWords(options.rsync_excludes),
      workdir: quotePath(options.workdir ?? ''),
      maxJobs: options.max_parallel_jobs ?? '',
      patterns: arrayWords(options.pull?.patterns ?? null),
      maxSize: options.pull?.max_size ?? '',
      projectPath: quote(context.projectPath),
    });
    const queue = script(
      'queue-remote.sh',
      'Lists the running jobs of this sweep on its machine.',
      queueUsage,
      {},
    );
    const there = script(
      'remote-there.sh',
      'The part of remote.sh that runs on the remote machine.',
      thereUsage,
      {},
    );
    return [
      {
        path: 'scripts/remote.sh',
        text: remote,
        executable: true,
        summary: `sends the sweep to ${options.host}, starts it there, and pulls the results`,
      },
      {
        path: 'scripts/queue-remote.sh',
        text: queue,
        executable: true,
        summary: 'lists the running jobs on the machine and fetches the records, for status.sh and cancel.sh',
      },
      {
        path: 'scripts/remote-there.sh',
        text: there,
        executable: true,
        summary: 'the part of remote.sh that runs on the remote machine; it is sent there each time',
      },
    ];
  },
};

/** The target whose driver runs on the machine. */
function driverOf(backend: RemoteOptions['backend']): string {
  return backend === 'ssh' ? 'local' : backend;
}
