import { Command, Option } from 'commander';
import { counted } from '../../diagnostics/counted.ts';
import { compileSweep, type SweepOptions } from '../compile-sweep.ts';
import type { CommandContext, Finish } from '../context.ts';
import { configOption, targetOption } from '../options.ts';
import { type DiagnosticFormat, printDiagnostics } from '../print-diagnostics.ts';

interface CheckOptions extends SweepOptions {
  readonly format: DiagnosticFormat;
}

/** `hsm check`: checks a sweep file, and writes nothing. */
export function createCheck(context: CommandContext, finish: Finish): Command {
  return new Command('check')
    .description('check a sweep file for mistakes without writing anything')
    .addOption(configOption())
    .addOption(targetOption())
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['pretty', 'json', 'github'])
        .default('pretty'),
    )
    .addHelpText('after', '\nExample:\n  $ hsm check -c sweeps/learning-rate.yaml --format github')
    .action(async (options: CheckOptions) => {
      const { diagnostics, plan } = await compileSweep(options, options.target ?? ['local'], context);
      finish(await printDiagnostics(diagnostics, context, options.format));
      if (plan !== null && options.format === 'pretty') {
        context.write(`${plan.source.path}: ${counted(plan.count, 'task')}, no errors\n`);
      }
    });
}
