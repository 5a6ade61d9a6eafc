import { startDiagnostics } from '../diagnostics/catalogue/start.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Resources } from '../plan/run-settings.ts';
import { readResources } from '../settings/read-resources.ts';
import type { Settings } from '../settings/settings.ts';
import type { MappingEntry } from '../syntax/node.ts';
import { blockCells } from './block-cells.ts';
import type { DraftBlock } from './draft.ts';

/** The resources of a block's tasks, instead of the sweep's. */
export interface BlockResources {
  readonly resources: Partial<Resources>;
  /** The resources of its cases instead of those, by runs of rows on the axis of cases; null if a case sets none. */
  readonly caseResources: readonly { readonly rows: number; readonly resources: Partial<Resources> }[] | null;
}

/**
 * Reads the resources of a block and of its cases, instead of the sweep's; command-line options take precedence. A launcher has one
 * number of CPUs and GPUs for all tasks, so with a launcher these are the sweep's.
 */
export function blockResources(
  block: DraftBlock,
  settings: Settings,
  diagnostics: Diagnostics,
): BlockResources {
  const read = new Map<MappingEntry, Partial<Resources>>(
    entriesOf(block).map((entry) => [entry, readEntry(entry, settings, diagnostics)]),
  );
  const runs: { rows: number; resources: Partial<Resources> }[] = [];
  let before: readonly MappingEntry[] | undefined;
  for (const entries of block.cases.some(asks) ? entriesByRow(block) : []) {
    const last = runs.at(-1);
    if (last !== undefined && String(entries.map(startOf)) === String(before?.map(startOf))) last.rows += 1;
    else runs.push({ rows: 1, resources: Object.assign({}, ...entries.map((entry) => read.get(entry))) });
    before = entries;
  }
  return {
    resources: (block.resources && read.get(block.resources)) ?? {},
    caseResources: runs.some(({ resources }) => Object.keys(resources).length > 0) ? runs : null,
  };
}

function startOf({ key }: MappingEntry): number {
  return key.span.start;
}

function readEntry(
  { key, value }: MappingEntry,
  settings: Settings,
  diagnostics: Diagnostics,
): Partial<Resources> {
  const read = Object.entries(readResources(value, diagnostics));
  const own = read.filter(([name]) => settings.resources[name as keyof Resources].origin.kind !== 'option');
  const launcher = settings.resources.launcher.value?.[0];
  if (launcher !== undefined && own.some(([name]) => name === 'cpus' || name === 'gpus')) {
    const primary = { span: key.span, text: 'its own CPUs or GPUs' };
    const help = "set these in the sweep's `resources`, or make two sweeps";
    diagnostics.add(diagnose(startDiagnostics.launcherTwoClasses, { launcher }, { primary, help }));
  }
  return Object.fromEntries(own.map(([name, setting]) => [name, setting.value]));
}

/** Every `resources` in a block: its own, and those of its cases. */
function entriesOf({ resources, cases }: DraftBlock): readonly MappingEntry[] {
  return [...(resources === null ? [] : [resources]), ...cases.flatMap(entriesOf)];
}

function asks(block: DraftBlock): boolean {
  return entriesOf(block).length > 0;
}

/**
 * For each row on the axis of cases, the settings that decide its resources: those of the case, then those of the cases
 * in it.
 */
function entriesByRow({ axes, cases }: DraftBlock): readonly (readonly MappingEntry[])[] {
  const caseOf = axes.find(({ kind }) => kind === 'cases')?.caseOf ?? [];
  const inner = cases.map((each) => (each.cases.some(asks) ? entriesByRow(each) : null));
  let first = 0;
  return caseOf.map((at, row) => {
    if (caseOf[row - 1] !== at) first = row;
    const [block, within] = [cases[at], inner[at]];
    if (block === undefined) return [];
    const own = block.resources === null ? [] : [block.resources];
    const cells = within === null || within === undefined ? 'unknown' : blockCells(block);
    // The axis of its own cases is its last.
    const of = typeof cells === 'string' ? 0 : (cells.rowsAt(row - first).at(-1) ?? 0);
    return [...own, ...(within?.[of] ?? [])];
  });
}
