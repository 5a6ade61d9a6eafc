import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { importFile } from '../../import/import-file.ts';
import { readSource } from '../../project/read-inputs.ts';
import type { CommandContext, Finish } from '../context.ts';
import { positiveInteger } from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';

interface ImportCommandOptions {
  readonly count?: number;
  readonly operation?: string;
}

/** `hsm import`: converts another tool's sweep, and prints it as a sweep file. */
export function createImport(context: CommandContext, finish: Finish): Command {
  return new Command('import')
    .description('convert a W&B, Hydra, seml or guild sweep to a sweep file and print it')
    .argument('<file>', 'sweep file of one of these tools, or script with a Hydra command line')
    .addOption(
      new Option(
        '--count <n>',
        "number of tasks to draw if the other tool's search has no limit (default: 20)",
      ).argParser(positiveInteger),
    )
    .addOption(new Option('--operation <name>', 'operation to convert, if a guild file has several'))
    .addHelpText('after', '\nExample:\n  $ hsm import wandb-sweep.yaml > sweeps/sweep.yaml')
    .action(async (file: string, options: ImportCommandOptions) => {
      const diagnostics = new Diagnostics();
      const { workingDirectory } = context;
      const source = readSource(resolve(workingDirectory, file), workingDirectory, diagnostics);
      const choices = {
        count: options.count ?? null,
        operation: options.operation ?? null,
        listDirectory: (path: string) => namesIn(resolve(workingDirectory, path)),
      };
      const imported = source === null ? null : importFile(source, choices, diagnostics);
      if (imported !== null) context.write(imported);
      finish(await printDiagnostics(diagnostics, context));
    });
}

/** The names in a directory, sorted; null if it cannot be read. */
function namesIn(directory: string): readonly string[] | null {
  try {
    return readdirSync(directory).sort();
  } catch {
    return null;
  }
}
