import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Checks } from './checks.ts';
import type { BatchJob } from './job.ts';
import { labelled } from './option-reader.ts';

/** The elements of the arrays are counted over the whole sweep, so a job must not have tasks of two classes of resources. */
export function checkClasses(jobs: readonly BatchJob[], { kinds, diagnostics, places }: Checks): void {
  const [first] = jobs;
  if (first === undefined || jobs.length === 1) return;
  const { tasksPerJob, parallelPerJob, workers } = first.layout;
  const isAlike = jobs.every(
    ({ layout }) => layout.tasksPerJob === tasksPerJob && layout.parallelPerJob === parallelPerJob,
  );
  const starts = jobs.flatMap(({ part }) => part?.ranges ?? []).map((range) => range.first);
  const isAligned = starts.every((start) => (start - 1) % tasksPerJob === 0);
  if (workers === null && isAlike && isAligned) return;
  const option =
    workers !== null ? 'workers' : tasksPerJob > parallelPerJob ? 'tasks_per_job' : 'parallel_per_job';
  const primary = labelled(places.option(option), 'jobs of several tasks');
  const help =
    workers !== null
      ? 'leave out `workers`, or make a sweep for each class'
      : 'take `tasks_per_job` and `parallel_per_job` that divide the number of tasks of each block, or leave them out';
  diagnostics.add(diagnose(kinds.mixedJobs, { option }, { primary, help }));
}
