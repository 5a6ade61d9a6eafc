import { countRows } from './count-rows.ts';
import type { Block, Plan } from './plan.ts';
import type { Resources } from './run-settings.ts';
import { cellAt, countBlock } from './space.ts';

/** Tasks with the same requests, in any block: schedulers get a job array for each class. */
export interface ResourceClass {
  readonly resources: Resources;
  /** The number of tasks. */
  readonly count: number;
  /** Task numbers from 1, both ends inclusive; null if tasks of other classes are between them, as with cases. */
  readonly ranges: readonly { readonly first: number; readonly last: number }[] | null;
}

/**
 * Neighbouring rows of the last axis of a block whose tasks have the same class, from 0; null if the plan has no task
 * with one of these rows.
 */
export interface ClassRun {
  readonly rows: number;
  readonly class: number | null;
}

interface Found {
  readonly classes: readonly ResourceClass[];
  readonly runs: readonly (readonly ClassRun[])[];
}

const known = new WeakMap<Plan, Found>();

/**
 * The classes of resources of a plan, in the order of their first tasks; a single one if all tasks request the same.
 */
export function resourceClasses(plan: Plan): readonly ResourceClass[] {
  return foundIn(plan).classes;
}

/** The classes of the tasks of each block of a plan; a single run if all have the same class. */
export function classRuns(plan: Plan): readonly (readonly ClassRun[])[] {
  return foundIn(plan).runs;
}

function foundIn(plan: Plan): Found {
  // This is called for each block of a plan, of which there may be thousands.
  const found = known.get(plan) ?? findClasses(plan);
  known.set(plan, found);
  return found;
}

class Classes {
  readonly list: { resources: Resources; count: number; ranges: { first: number; last: number }[] | null }[] =
    [];
  readonly #byKey = new Map<string, number>();

  /** Returns the position of the class. */
  add(resources: Resources, count: number, range: { first: number; last: number } | null): number {
    const key = keyOf(resources);
    const at = this.#byKey.get(key) ?? this.list.push({ resources, count: 0, ranges: [] }) - 1;
    this.#byKey.set(key, at);
    const same = this.list[at];
    if (same === undefined) return at;
    same.count += count;
    const last = same.ranges?.at(-1);
    if (range === null) same.ranges = null;
    // Several runs of one block have the same range.
    else if (last !== undefined && last.last >= range.first - 1) last.last = range.last;
    else same.ranges?.push({ ...range });
    return at;
  }
}

function keyOf(resources: Resources): string {
  return JSON.stringify(Object.entries(resources).sort());
}

function findClasses(plan: Plan): Found {
  const { space, resources, count } = plan;
  const classes = new Classes();
  let first = 1;
  const runs = space.blocks.map((block): readonly ClassRun[] => {
    const tasks = Math.max(0, Math.min(count - first + 1, countBlock(block)));
    const range = { first, last: first + tasks - 1 };
    first += tasks;
    const size = block.axes.at(-1)?.size ?? 1;
    if (tasks === 0) return [{ rows: size, class: null }];
    const asked = rowResources(block).map((own) => ({
      ...own,
      resources: { ...resources, ...own.resources },
    }));
    const counts = countRows(
      block,
      asked.map(({ rows }) => rows),
      tasks,
    );
    const used = asked.filter((_, at) => (counts[at] ?? 0) > 0);
    const isWhole = new Set(used.map((own) => keyOf(own.resources))).size === 1;
    return asked.map((own, at) => {
      const of = counts[at] ?? 0;
      if (of === 0) return { rows: own.rows, class: null };
      return { rows: own.rows, class: classes.add(own.resources, of, isWhole ? range : null) };
    });
  });
  if (classes.list.length > 0) return { classes: classes.list, runs };
  return { classes: [{ resources, count, ranges: [{ first: 1, last: count }] }], runs };
}

/** The requests of tasks by their row of the last axis; neighbours with the same requests are joined. */
function rowResources({ axes, resources, caseResources }: Block): readonly {
  readonly rows: number;
  readonly resources: Partial<Resources>;
}[] {
  if (caseResources === undefined) return [{ rows: axes.at(-1)?.size ?? 1, resources: resources ?? {} }];
  return caseResources.map((own) => ({ rows: own.rows, resources: { ...resources, ...own.resources } }));
}

/**
 * The class of a task, from 1, as its position in `resourceClasses`.
 * @throws RangeError for a task outside the plan.
 */
export function classOf(plan: Plan, task: number): number {
  const { classes, runs } = foundIn(plan);
  if (classes.length === 1) return 0;
  const { block, rows } = cellAt(plan.space, task);
  let row = rows.at(-1) ?? 0;
  for (const run of runs[block] ?? []) {
    if (row < run.rows) return run.class ?? 0;
    row -= run.rows;
  }
  return 0;
}
