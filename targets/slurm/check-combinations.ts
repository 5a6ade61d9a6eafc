import { type Diagnostics, diagnose, formatWalltime, type Places } from '../../src/target-kit/kit.ts';
import { slurmDiagnostics } from './diagnostics.ts';
import type { Layout } from './layout.ts';
import type { SlurmOptions } from './options.ts';

/** Options that make no sense together. */
export function checkCombinations(
  options: SlurmOptions,
  layout: Layout,
  diagnostics: Diagnostics,
  places: Places,
): void {
  const exclude = (option: keyof SlurmOptions, other: keyof SlurmOptions | 'mem', help: string): void => {
    const span = places.option(option);
    const second = places.option(other);
    diagnostics.add(
      diagnose(
        slurmDiagnostics.optionsExclude,
        { option, other },
        {
          primary: span === undefined ? undefined : { span, text: 'this one' },
          secondary: second === undefined ? [] : [{ span: second, text: 'and this one' }],
          help,
        },
      ),
    );
  };
  if (options.workers !== null) {
    const help = 'workers take tasks one by one: leave out one of the two';
    if (options.tasks_per_job !== null) exclude('tasks_per_job', 'workers', help);
    if (options.parallel_per_job > 1) exclude('parallel_per_job', 'workers', help);
  }
  if (options.mem_per_cpu !== null && places.option('mem') !== undefined) {
    exclude('mem_per_cpu', 'mem', 'say the memory of a task, or of a CPU');
  }
  checkSignal(options, layout, diagnostics, places);
}

function checkSignal(options: SlurmOptions, layout: Layout, diagnostics: Diagnostics, places: Places): void {
  const { signal, jobWalltime } = layout;
  const span = places.option('signal');
  const primary = (text: string) => (span === undefined ? undefined : { span, text });
  if (signal === 0 && options.requeue === true) {
    const details = {
      primary: primary('never'),
      help: 'leave out `signal`, or say how many seconds a task needs to save its work',
    };
    diagnostics.add(diagnose(slurmDiagnostics.requeueNeedsSignal, {}, details));
  } else if (jobWalltime !== null && signal >= jobWalltime) {
    diagnostics.add(
      diagnose(
        slurmDiagnostics.signalTooEarly,
        { signal, walltime: formatWalltime(jobWalltime) },
        { primary: primary('seconds'), help: 'say fewer seconds, or a longer walltime' },
      ),
    );
  }
}
