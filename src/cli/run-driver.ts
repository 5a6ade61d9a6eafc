import { join } from 'node:path';
import { buildSweep } from './build-sweep.ts';
import type { SweepOptions } from './compile-sweep.ts';
import type { CommandContext } from './context.ts';
import { runBash } from './run-bash.ts';

/** Builds a sweep for one target and runs its driver with the given words; returns the driver's exit code. */
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
