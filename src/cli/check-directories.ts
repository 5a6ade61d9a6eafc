import { basename, dirname, join } from 'node:path';
import { comparePlans } from '../compare/compare-plans.ts';
import { shownPath } from '../project/read-inputs.ts';
import { readBuild } from '../sweep-directory/build-json.ts';
import { builtWith } from '../sweep-directory/built-with.ts';
import { planPath } from '../sweep-directory/file-names.ts';
import { digest, digestOfFile } from '../sweep-directory/manifest.ts';
import { readPlan } from '../sweep-directory/records.ts';
import { listSweeps, type PastSweep } from '../sweep-directory/sweeps.ts';
import { optionsIn } from './built-options.ts';
import { compileSweep } from './compile-sweep.ts';
import type { CommandContext } from './context.ts';
import { describeDifference, NO_DIFFERENCES } from './describe-difference.ts';
import { certainOutputs, findPastSweep } from './past-sweep.ts';
import { printDiagnostics } from './print-diagnostics.ts';

/**
 * Compares sweep directories (all of the project's, or the named one) with what their sources compile to now. Writes
 * nothing. Returns 0 if all agree, and 1 if one differs or cannot be checked.
 */
export async function checkDirectories(name: string | undefined, context: CommandContext): Promise<number> {
  const sweeps = await sweepsFor(name, context);
  if (sweeps === null) return 1;
  if (sweeps.length === 0) context.write('no sweeps\n');
  let code = 0;
  for (const sweep of sweeps) if (!(await isCurrent(sweep, context))) code = 1;
  return code;
}

async function sweepsFor(
  name: string | undefined,
  context: CommandContext,
): Promise<readonly PastSweep[] | null> {
  if (name !== undefined) {
    const sweep = await findPastSweep(name, context);
    return sweep && [sweep];
  }
  const outputs = await certainOutputs(context);
  return outputs === null ? null : listSweeps(outputs);
}

async function isCurrent(sweep: PastSweep, context: CommandContext): Promise<boolean> {
  const shown = shownPath(sweep.path, context.workingDirectory);
  const [words, build, plan] = [builtWith(sweep.path), readBuild(sweep.path), readPlan(sweep.path)];
  if (words === null || build === null || plan === null) {
    context.write(`${shown}: cannot determine how it was built\n`);
    return false;
  }
  const options = { ...optionsIn(words), name: basename(sweep.path), outputDir: dirname(sweep.path) };
  const now = await compileSweep({ ...options, overBudget: true }, Object.keys(build.targets), context);
  if (now.plan === null) {
    context.write(`${shown}: its source no longer compiles\n`);
    await printDiagnostics(now.diagnostics, context);
    return false;
  }
  const stale = now.files
    .filter(({ path, content }) => digestOfFile(join(sweep.path, path)) !== digest(content))
    .map(({ path }) => path);
  if (stale.length === 0) {
    context.write(`${shown}: up to date with ${now.plan.source.path}\n`);
    return true;
  }
  const paths = stale.includes(planPath) ? [] : stale;
  const difference = describeDifference(comparePlans(plan, now.plan), []);
  context.write(`${shown}: out of date with ${now.plan.source.path}\n`);
  if (difference !== NO_DIFFERENCES) context.write(indented(difference));
  else
    context.write(
      paths.map((path) => `  ${path}\n`).join('') || '  only comments or the version of hsm differ\n',
    );
  return false;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
