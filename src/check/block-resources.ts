import { startDiagnostics } from '../diagnostics/catalogue/start.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Resources } from '../plan/run-settings.ts';
import { readResources } from '../settings/read-resources.ts';
import type { Settings } from '../settings/settings.ts';
import type { ScalarNode } from '../syntax/node.ts';
import type { DraftBlock } from './draft.ts';

/**
 * The resources of a block instead of the sweep's; command-line options take precedence. A launcher has one number of CPUs and GPUs for
 * all tasks, so with a launcher these are the sweep's.
 */
export function blockResources(
  block: DraftBlock,
  settings: Settings,
  diagnostics: Diagnostics,
): Partial<Resources> {
  const entry = block.resources;
  for (const key of caseResources(block)) {
    const primary = { span: key.span, text: 'in a case' };
    const help = 'make the case a block, in a list under `sweep`';
    diagnostics.add(diagnose(startDiagnostics.caseResources, {}, { primary, help }));
  }
  if (entry === null) return {};
  const read = Object.entries(readResources(entry.value, diagnostics));
  const own = read.filter(([name]) => settings.resources[name as keyof Resources].origin.kind !== 'option');
  const launcher = settings.resources.launcher.value?.[0];
  if (launcher !== undefined && own.some(([name]) => name === 'cpus' || name === 'gpus')) {
    const primary = { span: entry.key.span, text: 'its own CPUs or GPUs' };
    const help = "set these in the sweep's `resources`, or make two sweeps";
    diagnostics.add(diagnose(startDiagnostics.launcherTwoClasses, { launcher }, { primary, help }));
  }
  return Object.fromEntries(own.map(([name, setting]) => [name, setting.value]));
}

/** The tasks of a case alternate with those of other cases, so its job array would be full of gaps. */
function caseResources({ cases }: DraftBlock): readonly ScalarNode[] {
  return cases.flatMap((each) => [
    ...(each.resources === null ? [] : [each.resources.key]),
    ...caseResources(each),
  ]);
}
