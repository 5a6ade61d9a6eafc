import type { Resources } from '../plan/run-settings.ts';
import type { RecordedRequest } from '../sweep-directory/recorded-request.ts';

/** Rows of tasks with the same request, and that request. */
export interface RequestGroup {
  readonly resources: Resources;
  readonly rows: number[];
}

/**
 * Groups the tasks of a class by their requests. A recorded walltime is that of a job, which may run several tasks; the
 * recorded walltimes are only known to be those of tasks if the plan's is among them.
 */
export function byRequest(
  planned: Resources,
  rows: readonly number[],
  recordOf: (row: number) => RecordedRequest,
): readonly RequestGroup[] {
  const isPerTask = rows.some((row) => recordOf(row).walltime === planned.walltime);
  const groups = new Map<string, RequestGroup>();
  for (const row of rows) {
    const { walltime, ...others } = recordOf(row);
    const own = isPerTask && walltime !== undefined ? { ...others, walltime } : others;
    const resources: Resources = { ...planned, ...own };
    const key = [resources.cpus, resources.memory, resources.walltime].join(' ');
    const group = groups.get(key) ?? { resources, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}
