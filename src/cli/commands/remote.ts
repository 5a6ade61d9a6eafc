import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { addRemote, type RemoteSection, removeRemote } from '../../project/edit-remotes.ts';
import { findProject } from '../../project/find-project.ts';
import { readProjectSettings } from '../../project/read-settings.ts';
import { describeOrigin, nodeText } from '../../settings/describe.ts';
import { isHost } from '../../settings/remote-words.ts';
import type { CommandContext, Finish } from '../context.ts';
import { jsonOption, positiveInteger } from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { textTable } from '../text-table.ts';

interface AddOptions {
  readonly host?: string;
  readonly key?: string;
  readonly port?: number;
  readonly root?: string;
  readonly jobs?: number;
  readonly backend?: string;
  readonly python?: string;
  readonly condaEnv?: string;
}

/** `hsm remote`: the machines of the project file. */
export function createRemote(context: CommandContext, finish: Finish): Command {
  return new Command('remote')
    .description('add, list and remove remote machines of the project file')
    .addHelpText('after', '\nExample:\n  $ hsm remote add blossom --host anna@blossom.example.com')
    .addCommand(createAdd(context, finish))
    .addCommand(createList(context, finish))
    .addCommand(createRemove(context, finish));
}

function createAdd(context: CommandContext, finish: Finish): Command {
  return new Command('add')
    .description('add a machine to the project file, whose comments stay')
    .addArgument(nameArgument())
    .addOption(
      new Option('--host <host>', 'a host name, user@host, or a Host of the SSH config (default: NAME)'),
    )
    .addOption(new Option('--key <file>', 'the private key file'))
    .addOption(new Option('--port <n>', 'the SSH port').argParser(positiveInteger))
    .addOption(new Option('--root <dir>', 'the directory there for code and sweeps (default: ~/hsm)'))
    .addOption(new Option('--jobs <n>', 'how many tasks run at a time').argParser(positiveInteger))
    .addOption(
      new Option('--backend <name>', 'what starts the tasks there: ssh, or its scheduler').choices([
        'ssh',
        'slurm',
        'pbs',
        'torque',
        'sge',
      ]),
    )
    .addOption(new Option('--python <path>', 'the Python interpreter there'))
    .addOption(new Option('--conda-env <name>', 'the conda environment there'))
    .addHelpText(
      'after',
      '\nA Host of the SSH config works with --remote as it is; a section is needed for what else is to be said of it.' +
        '\n\nExample:\n  $ hsm remote add blossom --host blossom.example.com --key ~/.ssh/id_ed25519',
    )
    .action(async (name: string, options: AddOptions) => {
      const diagnostics = new Diagnostics();
      const project = findProject(context.workingDirectory, { environment: context.environment });
      const file = addRemote(project, name, sectionOf(name, options), context.workingDirectory, diagnostics);
      finish(await printDiagnostics(diagnostics, context));
      if (file === null) return;
      context.write(`added ${name} to ${file}\nnext: hsm sweep --remote ${name}\n`);
    });
}

function createList(context: CommandContext, finish: Finish): Command {
  return new Command('list')
    .description('list the machines of the project file and of the own settings')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ hsm remote list')
    .action(async (options: { readonly json?: true }) => {
      const diagnostics = new Diagnostics();
      const { workingDirectory, environment } = context;
      const { settings } = readProjectSettings(workingDirectory, environment, diagnostics);
      const remotes = Object.entries(settings.remotes).map(([name, { value, origin }]) => {
        const entries = value.kind === 'mapping' ? value.entries : [];
        const said = Object.fromEntries(entries.map((entry) => [entry.key.text, nodeText(entry.value)]));
        return { name, ...said, from: describeOrigin(origin) } as Record<string, string>;
      });
      finish(await printDiagnostics(diagnostics, context));
      if (diagnostics.hasErrors) return;
      context.write(options.json ? `${JSON.stringify(remotes)}\n` : describeRemotes(remotes));
    });
}

function describeRemotes(remotes: readonly Readonly<Record<string, string>>[]): string {
  if (remotes.length === 0) return 'no remote machines; `hsm remote add NAME --host HOST` adds one\n';
  const rows = remotes.map((remote) => [
    remote['name'] ?? '',
    remote['host'] ?? '',
    remote['backend'] ?? 'ssh',
    remote['max_parallel_jobs'] ?? '-',
    remote['remote_root'] ?? '~/hsm',
    remote['from'] ?? '',
  ]);
  return textTable([['NAME', 'HOST', 'BACKEND', 'JOBS', 'ROOT', 'FROM'], ...rows])
    .map((line) => `${line}\n`)
    .join('');
}

function createRemove(context: CommandContext, finish: Finish): Command {
  return new Command('remove')
    .description('take a machine out of the project file, whose comments stay')
    .addArgument(nameArgument())
    .addHelpText('after', '\nWhat is on the machine stays.\n\nExample:\n  $ hsm remote remove blossom')
    .action(async (name: string) => {
      const diagnostics = new Diagnostics();
      const project = findProject(context.workingDirectory, { environment: context.environment });
      const file = removeRemote(project, name, context.workingDirectory, diagnostics);
      finish(await printDiagnostics(diagnostics, context));
      if (file !== null) context.write(`removed ${name} from ${file}\n`);
    });
}

function nameArgument(): Argument {
  return new Argument('<name>', 'what the project calls the machine').argParser((text: string) => {
    if (isHost(text) && !text.includes('@')) return text;
    throw new InvalidArgumentError(
      'Write letters, digits, `.`, `_` and `-`, beginning with a letter, digit or `_`.',
    );
  });
}

/** In the keys of the project file. */
function sectionOf(name: string, options: AddOptions): RemoteSection {
  const { host = name, key, port, root, jobs, backend, python, condaEnv } = options;
  const said = {
    host,
    ssh_key: key,
    ssh_port: port,
    remote_root: root,
    max_parallel_jobs: jobs,
    backend,
    python_path: python,
    conda_env: condaEnv,
  };
  const entries = Object.entries(said).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as RemoteSection;
}
