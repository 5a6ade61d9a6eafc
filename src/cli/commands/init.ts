import { Command } from 'commander';
import { packagePaths } from '../../compiler/package-paths.ts';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { CommandContext, Finish } from '../context.ts';
import { findSystem } from '../find-system.ts';
import { printDiagnostics } from '../print-diagnostics.ts';

/** `hsm init`: writes a first sweep file and a project file. */
export function createInit(context: CommandContext, finish: Finish): Command {
  return new Command('init')
    .description('write a first sweep file and a project file; never overwrites one')
    .addHelpText('after', '\nExample:\n  $ cd my-project && hsm init')
    .action(async () => {
      const { initProject } = await import('../../project/init-project.ts');
      const system = await findSystem(context);
      const diagnostics = new Diagnostics();
      for (const { path, outcome } of initProject(
        context.workingDirectory,
        packagePaths().schemas,
        context.environment,
        system,
        diagnostics,
      )) {
        context.write(outcome === 'written' ? `wrote ${path}\n` : `kept ${path}, which was there already\n`);
      }
      finish(await printDiagnostics(diagnostics, context));
      if (!diagnostics.hasErrors) context.write('next: edit sweeps/sweep.yaml, then run `hsm check`\n');
    });
}
