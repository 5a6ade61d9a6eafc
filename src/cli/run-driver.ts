import { join } from 'node:path';
import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { quote } from '../shell/shell-word.ts';
import { buildSweep } from './build-sweep.ts';
import type { SweepOptions } from './compile-sweep.ts';
import type { CommandContext } from './context.ts';
import { printDiagnostics } from './print-diagnostics.ts';

/** Builds a sweep for one target and runs its driver with the words given; returns the driver's exit code. */
export async function buildAndRun(
  options: SweepOptions,
  target: string,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  const built = await buildSweep({ ...options, target: [target] }, context);
  if (built === null) return 1;
  const script = built.drivers.get(target)?.script;
  if (script === undefined) throw new Error(`the target ${target} was not built`);
  context.writeError(`${built.outcome === 'unchanged' ? 'using' : 'wrote'} ${built.shown}\n`);
  return runBash(join(built.directory, script), words, `${built.shown}/${script}`, context);
}

/** Runs a script on this terminal; `shown` is its path as a user would type it. Returns its exit code. */
export async function runBash(
  script: string,
  words: readonly string[],
  shown: string,
  context: CommandContext,
): Promise<number> {
  const code = await context.run('bash', ['-p', script, ...words]);
  if (code !== null) return code;
  const diagnostics = new Diagnostics();
  diagnostics.add(
    diagnose(
      commandDiagnostics.programMissing,
      { program: 'bash' },
      { help: `install bash, or make it found on PATH; then run \`bash ${quote(shown)}\`` },
    ),
  );
  return printDiagnostics(diagnostics, context);
}
