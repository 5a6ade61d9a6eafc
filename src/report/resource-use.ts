import { coresOf } from '../plan/cost.ts';
import type { Plan } from '../plan/plan.ts';
import { classOf, resourceClasses } from '../plan/resource-classes.ts';
import type { Resources } from '../plan/run-settings.ts';
import { taskListParts } from '../plan/task-list-text.ts';
import type { RecordedRequest } from '../sweep-directory/recorded-request.ts';
import { byRequest } from './by-request.ts';
import { columnNamed, numbersOf, type ResultTable } from './table.ts';

/** The maximum number of ranges that list a class's tasks. */
const NAMED = 10;

/** How much of a resource completed tasks requested and used. */
export interface ResourceUse {
  readonly resource: 'cpus' | 'memory' | 'walltime';
  /** The request of a task, in the unit of `Resources`: CPUs, mebibytes, seconds. */
  readonly asked: number;
  /** The number of completed tasks for which it was measured. */
  readonly tasks: number;
  /** Used relative to requested, from 0: for CPUs, total CPU time over total reservation, otherwise the mean over the tasks. */
  readonly share: number;
  /** The maximum that a task used, in the unit of `asked`. */
  readonly most: number;
  /** The task that used it. */
  readonly task: string;
  /** The smallest request that would have been enough for all of them. */
  readonly enough: number;
}

/** The use of tasks with the same request; without resources that were never measured. */
export interface ClassUse {
  /** Such as `1-12,20`. */
  readonly tasks: string;
  readonly uses: readonly ResourceUse[];
}

/** A completed task with measurements. */
interface Run {
  readonly task: string;
  /** The amount used, in the resource's unit. */
  readonly used: number;
  /** Seconds. */
  readonly duration: number;
}

/**
 * Compares the requests of completed tasks with their use, as far as it was measured. `recorded` contains the requests
 * of attempts by task, for example those that a retry increased; the others are in the plan.
 */
export function resourceUse(
  plan: Plan,
  table: ResultTable,
  recorded: ReadonlyMap<string, RecordedRequest> = new Map(),
): readonly ClassUse[] {
  const tasks = columnNamed(table, 'task').values;
  const states = columnNamed(table, 'state').values;
  const [durations, cpuTimes, memories] = (['duration', 'cpu_time', 'peak_memory'] as const).map((name) =>
    numbersOf(columnNamed(table, name)),
  );
  const classes = resourceClasses(plan);
  const rowsOf = classes.map((): number[] => []);
  for (const [row, task] of tasks.entries()) {
    if (isTask(plan, task)) rowsOf[classOf(plan, Number(task))]?.push(row);
  }
  const useOfRows = (resources: Resources, rows: readonly number[]): readonly ResourceUse[] => {
    const runs = (usedAt: (row: number, duration: number) => number | undefined): readonly Run[] =>
      rows.flatMap((row) => {
        const duration = durations?.[row] ?? Number.NaN;
        const used = usedAt(row, duration) ?? Number.NaN;
        return Number.isFinite(used) ? [{ task: tasks[row] ?? '', used, duration }] : [];
      });
    return [
      useOf(
        'cpus',
        cpusOf(resources),
        runs((row, duration) => (cpuTimes?.[row] ?? Number.NaN) / duration),
      ),
      useOf(
        'memory',
        resources.memory,
        runs((row) => memories?.[row]),
      ),
      useOf(
        'walltime',
        resources.walltime,
        runs((_, duration) => duration),
      ),
    ].filter((use) => use !== null);
  };
  return classes.flatMap(({ resources }, position) => {
    const rows = rowsOf[position] ?? [];
    const completed = rows.filter((row) => states[row] === 'completed');
    const requests = byRequest(resources, completed, (row) => recorded.get(tasks[row] ?? '') ?? {});
    return requests.flatMap((group) => {
      const uses = useOfRows(group.resources, group.rows);
      const shown = requests.length === 1 ? rows : group.rows;
      return uses.length === 0 ? [] : [{ tasks: rangesOf(shown.map((row) => Number(tasks[row]))), uses }];
    });
  });
}

/** A table may come from an earlier, larger plan. */
function isTask({ count }: Plan, task: string): boolean {
  return Number.isInteger(Number(task)) && Number(task) >= 1 && Number(task) <= count;
}

/** Ascending numbers as `1-12,20`, truncated if there are many ranges. */
function rangesOf(tasks: readonly number[]): string {
  const texts = taskListParts(tasks);
  return texts.length > NAMED ? [...texts.slice(0, NAMED), '…'].join(',') : texts.join(',');
}

/** Null if a task requests neither CPUs nor ranks. */
function cpusOf(resources: Resources): number | null {
  return resources.cpus === null && resources.ranks === null ? null : coresOf(resources);
}

function useOf(
  resource: ResourceUse['resource'],
  asked: number | null,
  runs: readonly Run[],
): ResourceUse | null {
  const [first] = runs;
  if (asked === null || asked === 0 || first === undefined) return null;
  const most = runs.reduce((best, run) => (run.used > best.used ? run : best), first);
  // Weighted by duration: the reservation is CPUs times time.
  const weight = ({ duration }: Run): number => (resource === 'cpus' ? duration : 1);
  const sum = (amount: (run: Run) => number): number => runs.reduce((total, run) => total + amount(run), 0);
  return {
    resource,
    asked,
    tasks: runs.length,
    share: sum((run) => run.used * weight(run)) / (asked * sum(weight)),
    most: most.used,
    task: most.task,
    enough: Math.max(1, Math.ceil(most.used)),
  };
}
