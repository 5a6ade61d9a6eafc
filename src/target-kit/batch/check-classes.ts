import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Checks } from './checks.ts';
import type { BatchJob } from './job.ts';
import { labelled } from './option-reader.ts';

/**
 * The elements of the arrays are counted over the whole sweep, so a job must not have tasks of two classes of resources. The workers of a
 * class only run tasks of that class.
 */
export function checkClasses(jobs: readonly BatchJob[], { kinds, diagnostics, places }: Checks): void {
  const [first] = jobs;
  if (first === undefined || jobs.length === 1 || first.layout.workers !== null) return;
  const { tasksPerJob, parallelPerJob } = first.layout;
  const isAlike = jobs.every(
    ({ layout }) => layout.tasksPerJob === tasksPerJob && layout.parallelPerJob === parallelPerJob,
  );
  const isAligned = jobs.every(({ part }) =>
    part?.ranges == null
      ? tasksPerJob === 1
      : part.ranges.every((range) => (range.first - 1) % tasksPerJob === 0),
  );
  if (isAlike && isAligned) return;
  const option = tasksPerJob > parallelPerJob ? 'tasks_per_job' : 'parallel_per_job';
  const primary = labelled(places.option(option), 'several tasks per job');
  const help = jobs.some(({ part }) => part?.ranges === null)
    ? 'remove `tasks_per_job` and `parallel_per_job`, or use `workers`'
    : 'set `tasks_per_job` and `parallel_per_job` to divisors of the number of tasks of each block, remove them, or use `workers`';
  diagnostics.add(diagnose(kinds.mixedJobs, { option }, { primary, help }));
}
