import type { SyntaxNode } from '../../syntax/node.ts';
import { type BlockCells, blockCells } from '../block-cells.ts';
import { axisSize, blockParameters, type Draft, type DraftAxis, type DraftBlock, valueIn } from '../draft.ts';
import { rangeRows } from '../match-exclude.ts';
import { valueKey } from '../value-key.ts';

/** The values that a task sets, by name; without the names that it does not set. */
export type TaskValues = ReadonlyMap<string, SyntaxNode>;

/** Stands for a parameter that a row does not set and that has no default. */
const ABSENT = '';

/**
 * The tasks of a block as they are compared: by their values, including defaults. A task is looked up axis by axis, so blocks of any
 * size can be searched.
 */
export class BlockTasks {
  readonly block: DraftBlock;
  readonly cells: BlockCells;
  /** Defaults that the block does not sweep, and the values used if its rows do not set a parameter. */
  readonly #defaults: TaskValues;
  readonly #names: ReadonlySet<string>;
  readonly #rowsByKey = new Map<DraftAxis, ReadonlyMap<string, readonly number[]>>();

  private constructor(block: DraftBlock, cells: BlockCells, defaults: TaskValues) {
    this.block = block;
    this.cells = cells;
    this.#defaults = defaults;
    this.#names = new Set(blockParameters(block).map(({ name }) => name));
  }

  /** Null for a block that other rules refuse. `defaults` are those that some block sweeps. */
  static of(block: DraftBlock, defaults: Draft['defaults']): BlockTasks | null {
    const cells = blockCells(block);
    const names = blockParameters(block).map(({ name }) => name);
    if (typeof cells === 'string' || new Set(names).size < names.length) return null;
    return new BlockTasks(block, cells, new Map(defaults.map(({ name, value }) => [name, value])));
  }

  /** The parameters that a task, from 0 in its block, sets; defaults first. */
  valuesAt(task: number): TaskValues {
    const rows = this.cells.rowsAt(task);
    const values = new Map(this.#defaults);
    for (const [at, { parameters }] of this.block.axes.entries()) {
      for (const parameter of parameters) {
        const value = valueIn(parameter, rows[at] ?? 0);
        if (value !== null) values.set(parameter.name, value);
      }
    }
    return values;
  }

  /** Whether some task sets exactly this. */
  has(values: TaskValues): boolean {
    for (const [name, value] of values) {
      if (!this.#names.has(name) && keyOf(this.#defaults.get(name)) !== valueKey(value)) return false;
    }
    for (const name of this.#defaults.keys()) if (!values.has(name)) return false;
    const choices = this.block.axes.map((axis) => this.#rowsOf(axis, values));
    const beginnings = choices.reduce<readonly (readonly number[])[]>(
      (before, rows) => before.flatMap((beginning) => rows.map((row) => [...beginning, row])),
      [[]],
    );
    return beginnings.some((rows) => this.cells.has(rows));
  }

  /** The rows of an axis in which its parameters have these values. */
  #rowsOf(axis: DraftAxis, values: TaskValues): readonly number[] {
    const key = axis.parameters.map(({ name }) => keyOf(values.get(name))).join('\n');
    const long = axis.parameters.find((parameter) => parameter.long !== null);
    if (long?.long) {
      const value = values.get(long.name);
      const rows = value === undefined ? [] : rangeRows(long.long, value);
      return rows.filter((row) => this.#keyAt(axis, row) === key);
    }
    return (this.#rowsByKey.get(axis) ?? this.#index(axis)).get(key) ?? [];
  }

  #index(axis: DraftAxis): ReadonlyMap<string, readonly number[]> {
    const index = new Map<string, number[]>();
    for (let row = 0; row < (axisSize(axis) ?? 0); row += 1) {
      const key = this.#keyAt(axis, row);
      const rows = index.get(key);
      if (rows === undefined) index.set(key, [row]);
      else rows.push(row);
    }
    this.#rowsByKey.set(axis, index);
    return index;
  }

  #keyAt({ parameters }: DraftAxis, row: number): string {
    return parameters
      .map((parameter) => keyOf(valueIn(parameter, row) ?? this.#defaults.get(parameter.name)))
      .join('\n');
  }
}

function keyOf(value: SyntaxNode | undefined): string {
  return value === undefined ? ABSENT : valueKey(value);
}

/** A text that is the same for two tasks exactly if they set the same values. */
export function taskKey(values: TaskValues): string {
  return [...values]
    .map(([name, value]) => `${name}\n${valueKey(value)}`)
    .sort()
    .join('\n');
}

/** The defaults that some block sweeps: the others are the same in every task. */
export function sweptDefaults({ defaults, blocks }: Draft): Draft['defaults'] {
  const swept = new Set(blocks.flatMap(blockParameters).map(({ name }) => name));
  return defaults.filter(({ name }) => swept.has(name));
}
