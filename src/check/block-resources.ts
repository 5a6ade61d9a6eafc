import { startDiagnostics } from '../diagnostics/catalogue/start.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Resources } from '../plan/run-settings.ts';
import { readResources } from '../settings/read-resources.ts';
import type { Settings } from '../settings/settings.ts';
import type { ScalarNode } from '../syntax/node.ts';
import type { DraftBlock } from './draft.ts';

/**
 * What a block asks for instead of what the sweep says; an option of the command line has the last word. A launcher is told its
 * numbers once for all tasks, so with one CPUs and GPUs are those of the sweep.
 */
export function blockResources(
  block: DraftBlock,
  settings: Settings,
  diagnostics: Diagnostics,
): Partial<Resources> {
  const entry = block.resources;
  for (const key of caseResources(block)) {
    const primary = { span: key.span, text: 'of a case' };
    const help = 'make the case a block, in a list under `sweep`';
    diagnostics.add(diagnose(startDiagnostics.caseResources, {}, { primary, help }));
  }
  if (entry === null) return {};
  const read = Object.entries(readResources(entry.value, diagnostics));
  const own = read.filter(([name]) => settings.resources[name as keyof Resources].origin.kind !== 'option');
  const launcher = settings.resources.launcher.value?.[0];
  if (launcher !== undefined && own.some(([name]) => name === 'cpus' || name === 'gpus')) {
    const primary = { span: entry.key.span, text: 'CPUs or GPUs of its own' };
    const help = 'leave these to `resources` of the sweep, or make two sweeps';
    diagnostics.add(diagnose(startDiagnostics.launcherTwoClasses, { launcher }, { primary, help }));
  }
  return Object.fromEntries(own.map(([name, setting]) => [name, setting.value]));
}

/** Tasks of a case lie among those of the others, of which a job array would have gaps everywhere. */
function caseResources({ cases }: DraftBlock): readonly ScalarNode[] {
  return cases.flatMap((each) => [
    ...(each.resources === null ? [] : [each.resources.key]),
    ...caseResources(each),
  ]);
}
