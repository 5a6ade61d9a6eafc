import type { Plan } from './plan.ts';
import { assignmentsAt } from './space.ts';

/** The maximum number of tasks to go through. */
const MOST_TASKS = 20_000;

/** The number of configurations, and of tasks in each. */
export interface ConfigurationCounts {
  readonly configurations: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Tasks that differ only in `replicates` are one configuration. Null if the sweep has no replicates or is too large.
 */
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
