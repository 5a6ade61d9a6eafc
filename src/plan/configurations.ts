import type { Plan } from './plan.ts';
import { assignmentsAt } from './space.ts';

/** More tasks than these are not gone through. */
const MOST_TASKS = 20_000;

/** How many configurations there are, and how many tasks each has. */
export interface ConfigurationCounts {
  readonly configurations: number;
  readonly least: number;
  readonly most: number;
}

/** Tasks that differ in `replicates` alone are one configuration. Null where the sweep has none, or is too large. */
export function countConfigurations(plan: Plan): ConfigurationCounts | null {
  const { replicates, defaults } = plan;
  if (replicates === undefined || plan.count > MOST_TASKS) return null;
  const given = new Set(defaults);
  const counts = new Map<string, number>();
  for (let task = 1; task <= plan.count; task += 1) {
    const settings = assignmentsAt(plan, task)
      .filter((assignment) => !given.has(assignment) && !replicates.includes(assignment.name))
      .map(({ name, value }) => [name, value]);
    const key = JSON.stringify(settings);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const sizes = [...counts.values()];
  return {
    configurations: sizes.length,
    least: sizes.reduce((least, size) => Math.min(least, size), Number.POSITIVE_INFINITY),
    most: sizes.reduce((most, size) => Math.max(most, size), 0),
  };
}
