import { Command } from 'commander';
import { Report } from '../../diagnostics/report.ts';
import type { CommandContext, Finish } from '../context.ts';
import { printReport } from '../print-report.ts';

/** `hsm init`: writes a first sweep file and a project file. */
export function createInit(context: CommandContext, finish: Finish): Command {
  return new Command('init')
    .description('write a first sweep file and a project file; never overwrites one')
    .addHelpText('after', '\nExample:\n  $ cd my-project && hsm init')
    .action(async () => {
      const { initProject } = await import('../../driver/init-project.ts');
      const report = new Report();
      for (const { path, outcome } of initProject(context.workingDirectory, context.environment, report)) {
        context.write(outcome === 'written' ? `wrote ${path}\n` : `kept ${path}, which was there already\n`);
      }
      finish(await printReport(report, context));
      if (!report.hasErrors) context.write('next: edit sweeps/sweep.yaml, then run `hsm check`\n');
    });
}
