import { readProvenance } from '../sweep-directory/provenance.ts';
import type { CommandContext } from './context.ts';
import { findPastSweep, runScriptOf } from './past-sweep.ts';

/** Shows the provenance records of a sweep, with its own script or as JSON; returns the exit code. */
export async function showProvenance(
  argument: string | undefined,
  json: boolean,
  context: CommandContext,
): Promise<number> {
  const sweep = await findPastSweep(argument, context);
  if (sweep === null) return 1;
  if (!json) return runScriptOf(sweep, 'scripts/provenance.sh', [], context);
  const object = { sweep: sweep.id, path: sweep.path, records: readProvenance(sweep.path) };
  context.write(`${JSON.stringify(object, null, 2)}\n`);
  return 0;
}
