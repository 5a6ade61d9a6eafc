import type { Plan } from './plan.ts';
import type { Resources } from './run-settings.ts';
import { countBlock } from './space.ts';

/** Neighbouring tasks that ask for the same. */
export interface ResourcePart {
  /** Numbers of tasks, from 1, both in it. */
  readonly first: number;
  readonly last: number;
  readonly resources: Resources;
}

/** Tasks that ask for the same, wherever they are: in a scheduler they have a job array of their own. */
export interface ResourceClass {
  readonly resources: Resources;
  readonly ranges: readonly { readonly first: number; readonly last: number }[];
}

/** The tasks of a plan in the order of their numbers, cut where their resources change. */
export function resourceParts({ space, resources, count }: Plan): readonly ResourcePart[] {
  const parts: ResourcePart[] = [];
  let first = 1;
  for (const block of space.blocks) {
    const last = Math.min(count, first + countBlock(block) - 1);
    if (last < first) continue;
    const own = { ...resources, ...block.resources };
    const before = parts.at(-1);
    if (before !== undefined && isSame(before.resources, own)) parts[parts.length - 1] = { ...before, last };
    else parts.push({ first, last, resources: own });
    first = last + 1;
  }
  return parts.length === 0 ? [{ first: 1, last: count, resources }] : parts;
}

const classesOf = new WeakMap<Plan, readonly ResourceClass[]>();

/** The classes of resources of a plan, in the order of their first tasks; one where all tasks ask for the same. */
export function resourceClasses(plan: Plan): readonly ResourceClass[] {
  // Each block of a plan is asked what class it is of, and there may be thousands.
  const known = classesOf.get(plan) ?? findClasses(plan);
  classesOf.set(plan, known);
  return known;
}

function findClasses(plan: Plan): readonly ResourceClass[] {
  const classes: { resources: Resources; ranges: ResourceClass['ranges'][number][] }[] = [];
  for (const { first, last, resources } of resourceParts(plan)) {
    const same = classes.find((each) => isSame(each.resources, resources));
    if (same === undefined) classes.push({ resources, ranges: [{ first, last }] });
    else same.ranges.push({ first, last });
  }
  return classes;
}

function isSame(a: Resources, b: Resources): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
