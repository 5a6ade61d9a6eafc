import { buildDiagram, countDiagram, walkDiagram } from '../../plan/decision-diagram.ts';
import type { SyntaxNode } from '../../syntax/node.ts';
import { axisSize, blockParameters, type Draft, type DraftBlock } from '../draft.ts';
import { matchExcludes } from '../match-exclude.ts';
import { valueKey } from '../value-key.ts';

/** A block as relations: an axis is a table with one column per parameter. A default that the block does not sweep is also a table. */
export interface BlockTables {
  readonly block: DraftBlock;
  /** The names of all parameters, sorted alphabetically. */
  readonly names: readonly string[];
  readonly tables: readonly Table[];
}

interface Table {
  readonly names: readonly string[];
  /** One per row: the keys of its values, in the order of `names`. */
  readonly rows: readonly (readonly string[])[];
  /** The values themselves. */
  readonly values: readonly (readonly SyntaxNode[])[];
}

/** Cells that two blocks share. */
export interface Overlap {
  readonly count: number;
  /** One of them: each parameter with its value, in the order of the second block. */
  readonly example: readonly { readonly name: string; readonly value: SyntaxNode }[];
}

/** Rows of the two blocks that agree: a value's key per name, and the row of each table that they come from. */
interface Joined {
  readonly keys: ReadonlyMap<string, string>;
  readonly rows: ReadonlyMap<number, number>;
}

/** Beyond this, a pair of blocks is not compared: paired groups that interact in many ways. */
const MOST_ROWS = 20_000;

/** The tables of a block; null if it is not made of tables, or if another rule refuses it. `defaults` are those that some block sweeps. */
export function tablesOf(block: DraftBlock, defaults: Draft['defaults']): BlockTables | null {
  const parameters = blockParameters(block);
  const own = new Set(parameters.map(({ name }) => name));
  if (own.size !== parameters.length || block.axes.some((axis) => !axisSize(axis))) return null;
  // A long range is not a table, and neither is an axis with empty cells; and joined rows cannot show which cells a condition keeps.
  if (parameters.some(({ long, rows }) => long !== null || rows?.includes(null) === true)) return null;
  if (block.only.length + block.expressions.length > 0 || block.take !== null) return null;
  const others = defaults.filter(({ name }) => !own.has(name));
  const tables = [
    ...block.axes.map((axis) => axis.parameters),
    ...others.map(({ name, value }) => [{ name, values: [value], rows: null }]),
  ].map((columns): Table => {
    const size = (columns[0]?.rows ?? columns[0]?.values ?? []).length;
    const values = Array.from({ length: size }, (_, row) =>
      columns.flatMap((column) => (column.rows ?? column.values)[row] ?? []),
    );
    return { names: columns.map(({ name }) => name), values, rows: values.map((row) => row.map(valueKey)) };
  });
  return { block, tables, names: tables.flatMap(({ names }) => names).sort() };
}

/**
 * The cells that two blocks with the same parameters share, without listing cells: tables that share a parameter are joined, and the
 * result is again a product, minus what either block excludes. Null if there are none, or if too much would have to be joined.
 */
export function overlapOf(first: BlockTables, second: BlockTables): Overlap | null {
  const tables = [...first.tables, ...second.tables];
  const axes: (readonly Joined[])[] = [];
  for (const component of componentsOf(tables)) {
    const joined = join(component, tables);
    if (joined === null || joined.length === 0) return null;
    axes.push(joined);
  }
  const excludes = [...excludesOf(first, 0, axes), ...excludesOf(second, first.tables.length, axes)];
  const diagram = buildDiagram({
    axes: axes.map(({ length }) => ({ size: length })),
    excludes,
    conditions: [],
  });
  if (diagram === null) return null;
  const count = countDiagram(diagram);
  return count === 0
    ? null
    : { count, example: exampleOf(second, first.tables.length, axes, walkDiagram(diagram, 0)) };
}

/** Tables that share parameters, directly or through others, as indexes; each follows one that it shares with. */
function componentsOf(tables: readonly Table[]): readonly (readonly number[])[] {
  const byName = new Map<string, number[]>();
  tables.forEach(({ names }, index) => {
    for (const name of names) byName.set(name, [...(byName.get(name) ?? []), index]);
  });
  const seen = new Set<number>();
  const components: number[][] = [];
  for (const start of tables.keys()) {
    if (seen.has(start)) continue;
    const component = [start];
    seen.add(start);
    for (const index of component) {
      for (const next of tables[index]?.names.flatMap((name) => byName.get(name) ?? []) ?? []) {
        if (!seen.has(next)) component.push(next);
        seen.add(next);
      }
    }
    components.push(component);
  }
  return components;
}

function join(component: readonly number[], tables: readonly Table[]): readonly Joined[] | null {
  let joined: Joined[] = [{ keys: new Map(), rows: new Map() }];
  for (const index of component) {
    const table = tables[index];
    if (table === undefined) continue;
    const known = table.names.filter((name) => joined[0]?.keys.has(name));
    const rowsByKey = new Map<string, number[]>();
    table.rows.forEach((row, at) => {
      const key = table.names
        .flatMap((name, column) => (known.includes(name) ? [row[column]] : []))
        .join('\n');
      const rows = rowsByKey.get(key);
      if (rows === undefined) rowsByKey.set(key, [at]);
      else rows.push(at);
    });
    const next: Joined[] = [];
    for (const { keys, rows } of joined) {
      for (const at of rowsByKey.get(known.map((name) => keys.get(name)).join('\n')) ?? []) {
        if (next.length >= MOST_ROWS) return null;
        const row = table.rows[at] ?? [];
        next.push({
          keys: new Map([...keys, ...table.names.map((name, column) => [name, row[column] ?? ''] as const)]),
          rows: new Map([...rows, [index, at]]),
        });
      }
    }
    joined = next;
    if (joined.length === 0) return joined;
  }
  return joined;
}

/** The excludes of a block, applied to the joined rows. Its tables begin at `offset`, with its axes first. */
function excludesOf(
  { block }: BlockTables,
  offset: number,
  axes: readonly (readonly Joined[])[],
): readonly { readonly matches: readonly { readonly axis: number; readonly rows: readonly number[] }[] }[] {
  return matchExcludes(block)
    .filter(({ unknown }) => unknown.length === 0)
    .map(({ matches }) => ({
      matches: axes.flatMap((joined, axis) => {
        const conditions = matches.flatMap(({ axis: own, rows }) =>
          joined[0]?.rows.has(own + offset) ? [{ table: own + offset, rows: new Set(rows) }] : [],
        );
        if (conditions.length === 0) return [];
        const rows = [...joined.keys()].filter((at) =>
          conditions.every(({ table, rows: meant }) => meant.has(joined[at]?.rows.get(table) ?? -1)),
        );
        return [{ axis, rows }];
      }),
    }))
    .filter(({ matches }) => matches.every(({ rows }) => rows.length > 0));
}

function exampleOf(
  { tables }: BlockTables,
  offset: number,
  axes: readonly (readonly Joined[])[],
  cell: readonly number[],
): Overlap['example'] {
  const rows = new Map(axes.flatMap((joined, axis) => [...(joined[cell[axis] ?? 0]?.rows ?? [])]));
  return tables.flatMap(({ names, values }, index) =>
    names.flatMap((name, column) => {
      const value = values[rows.get(index + offset) ?? 0]?.[column];
      return value === undefined ? [] : [{ name, value }];
    }),
  );
}
