import type { Compilation } from '../compiler/compile.ts';
import { shownPath } from '../project/read-inputs.ts';
import type { FinishedSweep } from '../sweep-directory/take-over/finished-sweep.ts';
import type { Outcome, WriteRequest, Written } from '../sweep-directory/write-sweep.ts';
import type { Driver } from '../target-kit/driver.ts';
import { compileSweep, type SweepOptions } from './compile-sweep.ts';
import type { CommandContext } from './context.ts';
import { finishedSweeps } from './finished-sweeps.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { bringRecords, finishUpdate, hasManifest, workInProgress } from './update-directory.ts';

/** A sweep directory on disk that is up to date. */
export interface BuiltSweep {
  /** Absolute. */
  readonly directory: string;
  /** As a user would type it. */
  readonly shown: string;
  readonly outcome: Exclude<Outcome, 'overtaken'>;
  /** How many files were written. */
  readonly written: number;
  /** For updates only. */
  readonly update?: Written['update'];
  /** What was taken over from which sweeps. */
  readonly taken?: Written['taken'];
  readonly from: readonly FinishedSweep[];
  readonly tasks: number;
  readonly targets: readonly string[];
  /** By the name of the target. */
  readonly drivers: ReadonlyMap<string, Driver>;
  /** All scripts of this build, relative to the directory. */
  readonly paths: readonly string[];
}

/** How often a build starts again if another one changes the directory at the same time. */
const ATTEMPTS = 5;

/** Compiles and writes a sweep directory. Null after errors, which are printed. */
export async function buildSweep(
  options: SweepOptions,
  context: CommandContext,
  attempt = 1,
): Promise<BuiltSweep | null> {
  const from = await finishedSweeps(options.from ?? [], context);
  if (from === null) return null;
  const compilation = await compileForDirectory(options, context);
  const { diagnostics, plan, directory, drivers, files } = compilation;
  if (plan === null || directory === null) {
    await printDiagnostics(diagnostics, context);
    return null;
  }
  const shown = shownPath(directory, context.workingDirectory);
  const nameIsFree = options.name === undefined;
  const request = { directory, shown, nameIsFree, plan, drivers, files, from };
  const written = await write(request, compilation, context);
  if (written?.outcome === 'overtaken') {
    if (attempt < ATTEMPTS) return buildSweep(options, context, attempt + 1);
    context.writeError(`hsm: ${shown} kept changing during the build: try again later\n`);
    return null;
  }
  await printDiagnostics(diagnostics, context);
  if (written === null) return null;
  return {
    ...written,
    outcome: written.outcome,
    from,
    shown: shownPath(written.directory, context.workingDirectory),
    tasks: plan.count,
    targets: [...drivers.keys()],
    drivers,
    paths: files.map((file) => file.path),
  };
}

/** Compiles for the requested targets, and if results are kept also for those already built. */
async function compileForDirectory(options: SweepOptions, context: CommandContext): Promise<Compilation> {
  const targets = options.target ?? ['local'];
  const compilation = await compileSweep(options, targets, context);
  const { plan, directory, files } = compilation;
  if (plan === null || directory === null || options.name === undefined) return compilation;
  if (!(await finishUpdate(directory, context))) return { ...compilation, plan: null };
  const { pendingChange } = await import('../sweep-directory/write-sweep.ts');
  let change = pendingChange(directory, files);
  if (change !== null && (await bringRecords(directory, context))) change = pendingChange(directory, files);
  if (!change?.hasResults) return compilation;
  const all = [...new Set([...targets, ...change.targets])];
  return all.length === targets.length ? compilation : compileSweep(options, all, context);
}

async function write(
  request: Omit<WriteRequest, 'update'>,
  { diagnostics }: Compilation,
  context: CommandContext,
): Promise<Written | null> {
  const { directory, files, nameIsFree } = request;
  const [{ pendingChange, writeSweep }, { finishScript }] = await Promise.all([
    import('../sweep-directory/write-sweep.ts'),
    import('../compiler/finish-script.ts'),
  ]);
  // Checked again because tasks may have started during the compilation.
  const updates = !nameIsFree && pendingChange(directory, files)?.hasResults;
  const update = updates
    ? {
        atWork: await workInProgress(directory, context),
        finishScript: await finishScript(),
        now: context.now(),
      }
    : null;
  const written = writeSweep({ ...request, update }, diagnostics);
  if (written?.update === undefined || written.outcome === 'overtaken') return written;
  if (!(await finishUpdate(directory, context))) return null;
  return hasManifest(directory, written.update.manifest) ? written : { ...written, outcome: 'overtaken' };
}
