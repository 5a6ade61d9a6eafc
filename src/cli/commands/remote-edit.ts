import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { tryToWrite } from '../../diagnostics/try-to-write.ts';
import { addRemote, type EditedFile, type RemoteSection, removeRemote } from '../../project/edit-remotes.ts';
import { findProject } from '../../project/find-project.ts';
import { isHost } from '../../settings/remote-words.ts';
import { schedulers } from '../../settings/schedulers.ts';
import { writeAtomically } from '../../sweep-directory/report-file.ts';
import type { CommandContext, Finish } from '../context.ts';
import { positiveInteger } from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';

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

/** `hsm remote add`. */
export function createAdd(context: CommandContext, finish: Finish): Command {
  return new Command('add')
    .description('add a machine to the project file, keeping its comments')
    .addArgument(nameArgument())
    .addOption(new Option('--host <host>', 'host name, user@host, or Host of the SSH config (default: NAME)'))
    .addOption(new Option('--key <file>', 'private key file'))
    .addOption(new Option('--port <n>', 'SSH port').argParser(positiveInteger))
    .addOption(new Option('--root <dir>', 'directory on the machine for code and sweeps (default: ~/hsm)'))
    .addOption(new Option('--jobs <n>', 'maximum number of tasks running at once').argParser(positiveInteger))
    .addOption(
      new Option('--backend <name>', "what starts the tasks: ssh or the machine's scheduler").choices([
        'ssh',
        ...schedulers.map(({ name }) => name),
      ]),
    )
    .addOption(new Option('--python <path>', 'Python interpreter on the machine'))
    .addOption(new Option('--conda-env <name>', 'conda environment on the machine'))
    .addHelpText(
      'after',
      '\nA Host of the SSH config works with --remote directly; it needs an entry in the project file only for other settings.' +
        '\n\nExample:\n  $ hsm remote add blossom --host blossom.example.com --key ~/.ssh/id_ed25519',
    )
    .action(async (name: string, options: AddOptions) => {
      const diagnostics = new Diagnostics();
      const project = findProject(context.workingDirectory, { environment: context.environment });
      const section = sectionOf(name, options);
      const file = addRemote(project, name, section, context.workingDirectory, diagnostics);
      const written = write(file, diagnostics);
      finish(await printDiagnostics(diagnostics, context));
      if (written !== null) context.write(`added ${name} to ${written}\nnext: hsm sweep --remote ${name}\n`);
    });
}

/** `hsm remote remove`. */
export function createRemove(context: CommandContext, finish: Finish): Command {
  return new Command('remove')
    .description('remove a machine from the project file, keeping its comments')
    .addArgument(nameArgument())
    .addHelpText('after', '\nNothing on the machine is deleted.\n\nExample:\n  $ hsm remote remove blossom')
    .action(async (name: string) => {
      const diagnostics = new Diagnostics();
      const project = findProject(context.workingDirectory, { environment: context.environment });
      const file = removeRemote(project, name, context.workingDirectory, diagnostics);
      const written = write(file, diagnostics);
      finish(await printDiagnostics(diagnostics, context));
      if (written !== null) context.write(`removed ${name} from ${written}\n`);
    });
}

/** Writes the project file; returns its path as a user would type it, or null after errors. */
function write(file: EditedFile | null, diagnostics: Diagnostics): string | null {
  if (file === null) return null;
  return tryToWrite(file.shown, diagnostics, () => {
    mkdirSync(dirname(file.path), { recursive: true });
    writeAtomically(file.path, file.text);
    return file.shown;
  });
}

function nameArgument(): Argument {
  return new Argument('<name>', 'name of the machine in the project').argParser((text: string) => {
    if (isHost(text) && !text.includes('@')) return text;
    throw new InvalidArgumentError(
      'Use letters, digits, `.`, `_` and `-`, starting with a letter, digit or `_`.',
    );
  });
}

/** Named as in the project file. */
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
