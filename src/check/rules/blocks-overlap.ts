import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { type BlockTables, blockTables, type Overlap, overlapOf } from '../overlap.ts';
import type { RuleContext } from '../rule.ts';
import { written } from '../written.ts';

/** So many pairs of blocks are looked into: a sweep of thousands of blocks has millions. */
const MOST_PAIRS = 10_000;
/** So many are reported; whoever mends these sees the next ones. */
const MOST_REPORTED = 10;
/** Parameters of the example that are shown. */
const MOST_SHOWN = 6;

/** A cell that two blocks have makes two tasks that do the same. */
export function blocksOverlap({ draft, diagnostics }: RuleContext): void {
  if (draft.blocks.length < 2) return;
  let reported = 0;
  for (const [first, second] of pairsOf(blockTables(draft))) {
    const overlap = overlapOf(first, second);
    if (overlap === null) continue;
    const what = overlap.count === 1 ? 'a cell' : `${overlap.count} cells`;
    diagnostics.add(
      diagnose(
        checkDiagnostics.blocksOverlap,
        { what, several: overlap.count > 1 },
        {
          primary: { span: second.block.span, text: 'this block' },
          secondary: [{ span: first.block.span, text: 'and this one' }],
          notes: [`${overlap.count === 1 ? 'the cell is' : 'one of them is'} ${exampleText(overlap)}`],
          help: 'exclude it in one of the blocks, or to repeat tasks sweep a seed',
        },
      ),
    );
    reported += 1;
    if (reported === MOST_REPORTED) return;
  }
}

function exampleText({ example }: Overlap): string {
  const shown = example.slice(0, MOST_SHOWN).map(({ name, value }) => `\`${name}\` ${written(value)}`);
  return [...shown, ...(example.length > MOST_SHOWN ? ['…'] : [])].join(', ');
}

/**
 * Pairs of blocks that may have a cell in common: of the same parameters, and with a value in common on the one that tells
 * the blocks apart best. Each pair once, in the order of the second block.
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
