import fc from 'fast-check';
import type { Passing } from '../../src/plan/command.ts';
import { conditionNodes } from '../../src/plan/condition.ts';
import type { Axis, Block, Condition, Exclude, Plan, Space } from '../../src/plan/plan.ts';
import type { Cell } from '../../src/plan/space.ts';

/** An axis of `size` rows whose values name the parameter and the row: `p3-1`. */
export function axis(size: number, names: readonly string[]): Axis {
  const rows = Array.from({ length: size }, (_, row) => row);
  return {
    group: names.length > 1 ? 'group' : null,
    parameters: names.map((name) => ({
      name,
      origin: null,
      values: rows.map((row) => ({ type: 'string', text: `${name}-${row}` })),
      origins: rows.map((row) => ({ line: row + 1, column: 1 })),
    })),
    size,
  };
}

/** A block with an axis of one parameter for each size, and excludes given as rows by axis. */
export function block(
  sizes: readonly number[],
  excludes: readonly Readonly<Record<number, readonly number[]>>[],
): Block {
  return {
    axes: sizes.map((size, number) => axis(size, [`p${number}`])),
    excludes: excludes.map((rows) => ({
      matches: Object.entries(rows).map(([number, matching]) => ({ axis: Number(number), rows: matching })),
      origin: null,
    })),
    conditions: [],
    origin: null,
  };
}

/** Every value as one text. */
export const asText: Passing = { booleans: 'value', lists: 'json' };

/** A plan for Hydra with only these blocks. */
export function planOf(space: Space, count: number): Plan {
  return {
    format: 1,
    generator: 'hsm 0.0.0',
    source: { path: 'sweeps/sweep.yaml', sha256: '0'.repeat(64) },
    space,
    count,
    defaults: [],
    command: { launcher: [], container: [], words: [], origin: null, script: null },
    convention: { kind: 'hydra' },
    metadata: {},
    resources: {
      walltime: null,
      cpus: null,
      memory: null,
      gpus: null,
      gpu_type: null,
      nodes: null,
      ranks: null,
      launcher: null,
      partition: null,
      qos: null,
      account: null,
    },
    environment: {
      modules: [],
      conda: null,
      venv: null,
      setup: [],
      variables: [],
      container: null,
      files: [],
    },
    wandb: null,
    results: null,
  };
}

/**
 * Every cell in order, computed from the definition: all rows, the last axis fastest, without those that an exclude
 * matches.
 */
export function enumerate(space: Space): readonly Cell[] {
  return space.blocks.flatMap(({ axes, excludes, conditions, taken }, number) => {
    let cells: (readonly number[])[] = [[]];
    for (const { size } of axes) {
      cells = cells.flatMap((rows) => Array.from({ length: size }, (_, row) => [...rows, row]));
    }
    const kept = cells.filter(
      (rows) => !excludes.some((exclude) => drops(exclude, rows)) && keeps(conditions, rows),
    );
    const tasks = taken === undefined ? kept : taken.cells.map((cell) => kept[cell] ?? []);
    return tasks.map((rows) => ({ block: number, rows }));
  });
}

function drops({ matches }: Exclude, cell: readonly number[]): boolean {
  return matches.every(({ axis: number, rows }) => rows.includes(cell[number] ?? -1));
}

function keeps(conditions: readonly Condition[], cell: readonly number[]): boolean {
  const only = conditions.filter(({ kind }) => kind === 'only');
  if (only.length > 0 && !only.some((condition) => meets(condition, cell))) return false;
  return !conditions.some((condition) => condition.kind === 'exclude' && meets(condition, cell));
}

/** Computed from the definition of the nodes: axis by axis, the run that contains the row. */
export function meets({ axes, nodes }: Pick<Condition, 'axes' | 'nodes'>, cell: readonly number[]): boolean {
  let place: number | boolean = 0;
  for (const axis of axes) {
    if (typeof place === 'boolean') return place;
    const rows: readonly (number | boolean)[] = (nodes[place] ?? []).flatMap((run) =>
      Array.from({ length: run.rows }, () => run.next),
    );
    place = rows[cell[axis] ?? -1] ?? false;
  }
  if (typeof place === 'number') throw new Error('a condition is not decided by its axes');
  return place;
}

/** Conditions on axes of these sizes: any set of axes, and any of their cells. */
function anyCondition(sizes: readonly number[]): fc.Arbitrary<Condition> {
  const named = fc.subarray([...sizes.keys()], { minLength: 1 });
  const kind = fc.constantFrom('exclude' as const, 'only' as const);
  return fc.tuple(named, kind, fc.infiniteStream(fc.boolean())).map(([axes, of, answers]) => ({
    kind: of,
    expression: null,
    axes,
    nodes: conditionNodes(
      axes.map((axis) => sizes[axis] ?? 0),
      () => answers.next().value,
    ),
    origin: null,
  }));
}

/** Some parameters of groups without some of their values, like those of cases. */
function withoutSome(axes: readonly Axis[], isSet: readonly boolean[]): readonly Axis[] {
  let next = 0;
  return axes.map((each) => ({
    ...each,
    parameters: each.parameters.map((parameter) =>
      each.group === null || 'range' in parameter
        ? parameter
        : {
            ...parameter,
            values: parameter.values.map((value) => (isSet[next++ % isSet.length] ? value : null)),
          },
    ),
  }));
}

const anyShape = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 })), {
  minLength: 1,
  maxLength: 4,
});
const anySet = fc.oneof(fc.constant([true]), fc.array(fc.boolean(), { minLength: 7, maxLength: 20 }));

const anyBlock: fc.Arbitrary<Block> = fc.tuple(anyShape, anySet).chain(([shape, isSet]) => {
  const whole = shape.map(([size, width], number) =>
    axis(
      size,
      Array.from({ length: width }, (_, parameter) => `p${number}.${parameter}`),
    ),
  );
  const axes = withoutSome(whole, isSet);
  const matches = axes.map(({ size }, number) =>
    fc.option(
      fc
        .uniqueArray(fc.integer({ min: 0, max: size - 1 }), { minLength: 1, maxLength: size })
        .map((rows) => ({ axis: number, rows: rows.sort((a, b) => a - b) })),
      { nil: null },
    ),
  );
  const exclude = fc
    .tuple(...matches)
    .map((named) => ({ matches: named.filter((match) => match !== null), origin: null }))
    .filter((found) => found.matches.length > 0);
  const conditions = fc.array(anyCondition(axes.map(({ size }) => size)), { maxLength: 2 });
  return fc
    .tuple(fc.array(exclude, { maxLength: 5 }), conditions)
    .map(([excludes, met]) => ({ axes, excludes, conditions: met, origin: null }));
});

/** A block of which some cells are selected, in any order; the whole block without `picks` or without cells. */
function takeSome(block: Block, picks: readonly number[] | null): Block {
  const count = enumerate({ blocks: [block] }).length;
  if (picks === null || count === 0) return block;
  const cells = [...new Set(picks.map((pick) => pick % count))];
  return { ...block, taken: { cells, origin: null } };
}

const anyTaken = anyBlock.chain((block) =>
  fc
    .option(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), { freq: 2 })
    .map((picks) => takeSome(block, picks)),
);

/** Unions of one to three small blocks, including paired groups, cases, excludes, conditions and selected cells. */
export const anySpace: fc.Arbitrary<Space> = fc
  .array(anyTaken, { minLength: 1, maxLength: 3 })
  .map((blocks) => ({ blocks }));
