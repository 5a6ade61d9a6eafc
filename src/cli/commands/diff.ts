import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { comparePlans, type Difference } from '../../compare/compare-plans.ts';
import type { Plan } from '../../plan/plan.ts';
import { readPlan, readPlanFile } from '../../sweep-directory/records.ts';
import { scriptChanges } from '../../sweep-directory/script-changes.ts';
import { compileSweep } from '../compile-sweep.ts';
import type { CommandContext, Finish } from '../context.ts';
import { describeDifference } from '../describe-difference.ts';
import { jsonOption } from '../options.ts';
import { findPastSweep, reportMissing } from '../past-sweep.ts';
import { printDiagnostics } from '../print-diagnostics.ts';

/** One side of the comparison; `directory` is set for a sweep that was built. */
interface Side {
  readonly plan: Plan;
  readonly directory: string | null;
}

/** `hsm diff`: how two sweeps, plans or sweep files differ. */
export function createDiff(context: CommandContext, finish: Finish): Command {
  return new Command('diff')
    .description('show how two sweeps differ in parameters, tasks, settings and scripts')
    .argument('<before>', 'sweep, plan.json, or sweep file ending in .yaml or .yml')
    .argument('<after>', 'sweep to compare it with, in any of these forms')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe exit code is 0 if the sweeps do not differ, 1 if they do, and 2 if one of them cannot be read.' +
        '\n\nExample:\n  $ hsm diff learning-rate sweeps/sweep.yaml',
    )
    .action(async (before: string, after: string, { json }: { readonly json?: true }) => {
      const one = await sideOf(before, context);
      const other = one === null ? null : await sideOf(after, context);
      if (one === null || other === null) {
        finish(2);
        return;
      }
      const difference = comparePlans(one.plan, other.plan);
      const scripts =
        one.directory === null || other.directory === null
          ? []
          : scriptChanges(one.directory, other.directory);
      context.write(
        json
          ? `${JSON.stringify({ ...difference, scripts }, null, 2)}\n`
          : describeDifference(difference, scripts),
      );
      finish(differs(difference) || scripts.length > 0 ? 1 : 0);
    });
}

function differs({ parameters, settings, tasks }: Difference): boolean {
  return (
    parameters.length + settings.length > 0 ||
    tasks.before !== tasks.after ||
    (tasks.common !== null && tasks.common !== tasks.before)
  );
}

/** The sweep, plan or file that an argument refers to; null after reporting why it refers to nothing. */
async function sideOf(argument: string, context: CommandContext): Promise<Side | null> {
  const path = resolve(context.workingDirectory, argument);
  const isFile = existsSync(path) && statSync(path).isFile();
  if (isFile && /\.ya?ml$/.test(argument)) {
    const { plan, diagnostics } = await compileSweep({ file: argument, overBudget: true }, [], context);
    await printDiagnostics(diagnostics, context);
    return plan === null ? null : { plan, directory: null };
  }
  if (isFile) {
    const plan = readPlanFile(path);
    if (plan === null) context.writeError(`hsm: ${argument} is neither a sweep file nor a plan\n`);
    return plan === null ? null : { plan, directory: null };
  }
  const sweep = await findPastSweep(argument, context);
  if (sweep === null) return null;
  const plan = readPlan(sweep.path);
  if (plan !== null) return { plan, directory: sweep.path };
  await reportMissing(sweep, 'plan.json', context);
  return null;
}
