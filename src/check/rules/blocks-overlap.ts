import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Draft, DraftBlock } from '../draft.ts';
import { BlockTasks, sweptDefaults } from '../overlap/block-tasks.ts';
import { canCompare, compareTasks } from '../overlap/compare-tasks.ts';
import { type BlockTables, type Overlap, overlapOf, tablesOf } from '../overlap/join-tables.ts';
import type { RuleContext } from '../rule.ts';
import { written } from '../written.ts';

/** How many pairs of blocks are compared: a sweep of thousands of blocks has millions. */
const MOST_PAIRS = 10_000;
/** How many overlaps are reported; the next ones appear once these are fixed. */
const MOST_REPORTED = 10;
/** How many parameters of the example are shown. */
const MOST_SHOWN = 6;

/** How many tasks are looked up one by one in other blocks, if the blocks cannot be joined. */
const MOST_COMPARED = 200_000;

/** A cell in two blocks gives two identical tasks, unless `unique` drops the later one. */
export function blocksOverlap({ draft, diagnostics }: RuleContext): void {
  if (draft.blocks.length < 2 || draft.unique !== null) return;
  let reported = 0;
  for (const [first, second, overlap] of overlapsIn(draft)) {
    const what = overlap.count === 1 ? 'a cell' : `${overlap.count} cells`;
    diagnostics.add(
      diagnose(
        checkDiagnostics.blocksOverlap,
        { what, several: overlap.count > 1 },
        {
          primary: { span: second.span, text: 'this block' },
          secondary: [{ span: first.span, text: 'and this one' }],
          notes: [`${overlap.count === 1 ? 'the cell is' : 'one of them is'} ${exampleText(overlap)}`],
          help: 'exclude it in one of the blocks, or add `unique: true`; to repeat tasks, sweep a seed',
        },
      ),
    );
    reported += 1;
    if (reported === MOST_REPORTED) return;
  }
}

/** Two blocks and what they have in common. */
type Found = readonly [DraftBlock, DraftBlock, Overlap];

function* overlapsIn(draft: Draft): Generator<Found> {
  const defaults = sweptDefaults(draft);
  const tables = draft.blocks.map((block) => tablesOf(block, defaults));
  for (const [first, second] of pairsOf(tables.filter((table) => table !== null))) {
    const overlap = overlapOf(first, second);
    if (overlap !== null) yield [first.block, second.block, overlap];
  }
  if (tables.includes(null)) yield* comparedIn(draft, defaults, tables);
}

/** Compares pairs with a block that is not made of tables: long ranges, conditions, cases, `take`. */
function* comparedIn(
  { blocks }: Draft,
  defaults: Draft['defaults'],
  tables: readonly (BlockTables | null)[],
): Generator<Found> {
  const tasks = blocks.map((block) => BlockTasks.of(block, defaults));
  let left = MOST_COMPARED;
  for (const [later, second] of tasks.entries()) {
    for (const [earlier, first] of tasks.slice(0, later).entries()) {
      if (second === null || first === null || (tables[later] !== null && tables[earlier] !== null)) continue;
      if (!canCompare(first, second)) continue;
      left -= Math.min(first.cells.count, second.cells.count);
      if (left < 0) return;
      const overlap = compareTasks(first, second);
      if (overlap !== null) yield [first.block, second.block, overlap];
    }
  }
}

function exampleText({ example }: Overlap): string {
  const shown = example.slice(0, MOST_SHOWN).map(({ name, value }) => `\`${name}\` ${written(value)}`);
  return [...shown, ...(example.length > MOST_SHOWN ? ['…'] : [])].join(', ');
}

/**
 * Pairs of blocks that may share a cell: they have the same parameters and a common value of the parameter that distinguishes the blocks
 * best. Each pair once, in the order of the second block.
 */
function* pairsOf(blocks: readonly BlockTables[]): Generator<readonly [BlockTables, BlockTables]> {
  let pairs = 0;
  for (const group of groupsOf(blocks)) {
    const name = tellingName(group);
    const byKey = new Map<string, BlockTables[]>();
    for (const second of group) {
      const before = new Set<BlockTables>();
      for (const key of keysOf(second, name)) {
        const known = byKey.get(key);
        for (const first of known ?? []) before.add(first);
        if (known === undefined) byKey.set(key, [second]);
        else known.push(second);
      }
      for (const first of before) {
        pairs += 1;
        if (pairs > MOST_PAIRS) return;
        yield [first, second];
      }
    }
  }
}

/** The blocks of each set of parameters. */
function groupsOf(blocks: readonly BlockTables[]): Iterable<readonly BlockTables[]> {
  const groups = new Map<string, BlockTables[]>();
  for (const block of blocks) {
    const key = block.names.join('\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [block]);
    else group.push(block);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The parameter with the most values over all blocks. */
function tellingName(group: readonly BlockTables[]): string {
  const names = group[0]?.names ?? [];
  const sizes = names.map((name) => new Set(group.flatMap((block) => [...keysOf(block, name)])).size);
  return names[sizes.indexOf(Math.max(...sizes))] ?? '';
}

function keysOf({ tables }: BlockTables, name: string): ReadonlySet<string> {
  const table = tables.find(({ names }) => names.includes(name));
  const column = table?.names.indexOf(name) ?? 0;
  return new Set(table?.rows.map((row) => row[column] ?? ''));
}
