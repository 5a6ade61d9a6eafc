import { Command } from 'commander';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { readProjectSettings } from '../../project/read-settings.ts';
import { describeOrigin, nodeText } from '../../settings/describe.ts';
import type { CommandContext, Finish } from '../context.ts';
import { jsonOption } from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { textTable } from '../text-table.ts';
import { createAdd, createRemove } from './remote-edit.ts';
import { createClean, createGpus, createHealth, createTest } from './remote-look.ts';

/** `hsm remote`: the machines of the project file. */
export function createRemote(context: CommandContext, finish: Finish): Command {
  return new Command('remote')
    .description('manage the remote machines of the project')
    .addHelpText('after', '\nExample:\n  $ hsm remote add blossom --host anna@blossom.example.com')
    .addCommand(createAdd(context, finish))
    .addCommand(createList(context, finish))
    .addCommand(createTest(context, finish))
    .addCommand(createHealth(context, finish))
    .addCommand(createGpus(context, finish))
    .addCommand(createClean(context, finish))
    .addCommand(createRemove(context, finish));
}

function createList(context: CommandContext, finish: Finish): Command {
  return new Command('list')
    .description('list the machines in the project file and the user settings')
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
  if (remotes.length === 0) return 'no remote machines; add one with `hsm remote add NAME --host HOST`\n';
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
