import { shownPath } from '../project/read-inputs.ts';
import type { Driver } from '../target-kit/driver.ts';
import { compileSweep, type SweepOptions } from './compile-sweep.ts';
import type { CommandContext } from './context.ts';
import { printDiagnostics } from './print-diagnostics.ts';

/** A sweep directory that is on disk and as asked for. */
export interface BuiltSweep {
  /** Absolute. */
  readonly directory: string;
  /** As a user would type it. */
  readonly shown: string;
  readonly outcome: 'created' | 'replaced' | 'extended' | 'unchanged';
  /** How many files were written. */
  readonly written: number;
  readonly tasks: number;
  readonly targets: readonly string[];
  /** By the name of the target. */
  readonly drivers: ReadonlyMap<string, Driver>;
  /** Of all scripts built now, relative to the directory. */
  readonly paths: readonly string[];
}

/** Compiles and writes a sweep directory. Null after errors, which are printed. */
export async function buildSweep(options: SweepOptions, context: CommandContext): Promise<BuiltSweep | null> {
  const targets = options.target ?? ['local'];
  const compilation = await compileSweep(options, targets, context);
  const { diagnostics, plan, directory, drivers, files } = compilation;
  if (plan === null || directory === null) {
    await printDiagnostics(diagnostics, context);
    return null;
  }
  const { writeSweep } = await import('../sweep-directory/write-sweep.ts');
  const shown = shownPath(directory, context.workingDirectory);
  const nameIsFree = options.name === undefined;
  const written = writeSweep({ directory, shown, nameIsFree, plan, drivers, files }, diagnostics);
  await printDiagnostics(diagnostics, context);
  if (written === null) return null;
  return {
    ...written,
    shown: shownPath(written.directory, context.workingDirectory),
    tasks: plan.count,
    targets: [...drivers.keys()],
    drivers,
    paths: files.map((file) => file.path),
  };
}
