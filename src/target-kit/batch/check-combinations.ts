import { diagnose } from '../../diagnostics/diagnostic.ts';
import { formatWalltime } from '../../settings/walltime.ts';
import type { Checks } from './checks.ts';
import type { BatchJob } from './job.ts';
import { labelled, type OptionReader } from './option-reader.ts';

/** Options that cannot be combined. */
export function checkCombinations(job: BatchJob, reader: OptionReader, checks: Checks): void {
  const { options } = job;
  if (options.workers !== null) {
    const help = 'remove one of the two: workers run tasks one by one';
    if (options.tasks_per_job !== null) reader.exclude('tasks_per_job', 'workers', help);
    if (options.parallel_per_job > 1) reader.exclude('parallel_per_job', 'workers', help);
  }
  checkSignal(job, checks);
  checkMaxRequeues(job, checks);
}

function checkSignal({ options, layout }: BatchJob, { scheduler, kinds, diagnostics, places }: Checks): void {
  const { signal, jobWalltime } = layout;
  const span = places.option('signal');
  if (signal === 0 && options.requeue === true && scheduler.abilities.requeues) {
    const details = {
      primary: labelled(span, 'no warning'),
      help: 'remove `signal`, or set it to the seconds that a task needs to save its work',
    };
    diagnostics.add(diagnose(kinds.requeueNeedsSignal, {}, details));
  } else if (jobWalltime !== null && signal >= jobWalltime) {
    const details = {
      primary: labelled(span, 'seconds before the end'),
      help: 'use fewer seconds, or a longer walltime',
    };
    const walltime = formatWalltime(jobWalltime);
    diagnostics.add(diagnose(kinds.signalTooEarly, { signal, walltime }, details));
  }
}

/** A limit on requeues does not turn them on. */
function checkMaxRequeues({ options }: BatchJob, { scheduler, kinds, diagnostics, places }: Checks): void {
  const span = places.option('max_requeues');
  if (span === undefined || options.requeue === true) return;
  const help = scheduler.abilities.requeues
    ? 'add `requeue: true`, or remove `max_requeues`'
    : `remove it; after the walltime, \`submit-${scheduler.name}.sh --timeout-only\` runs the tasks again`;
  diagnostics.add(diagnose(kinds.unusedMaxRequeues, {}, { primary: labelled(span, 'unused limit'), help }));
}
