import { type DiagnosticCatalogue, diagnose } from '../../diagnostics/diagnostic.ts';
import { jobLaunchers } from '../../plan/launchers.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Span } from '../../source/source.ts';
import type { Checks } from './checks.ts';
import type { BatchDefinition } from './definition.ts';
import type { BatchDiagnostics } from './diagnostics.ts';
import { labelled } from './option-reader.ts';
import type { BatchOptions } from './options.ts';

/** Refuses what the scheduler cannot do. */
export function checkAbilities(plan: Plan, options: BatchOptions, checks: Checks): void {
  const { scheduler, kinds, diagnostics, places } = checks;
  const { abilities, queue } = scheduler;
  const refuse = (what: string, span: Span | undefined, help: string): void => {
    const primary = labelled(span, 'not supported');
    diagnostics.add(diagnose(kinds.unsupported, { what }, { primary, help }));
  };
  if (!abilities.requeues && options.requeue === true) {
    const help = `remove it; after the walltime, \`submit-${scheduler.name}.sh --timeout-only\` runs the tasks again`;
    refuse('`requeue: true`', places.option('requeue'), help);
  }
  if (!abilities.throttles && options.array_throttle !== null) {
    const help = 'remove it, or use `workers`, which limit how many tasks run at a time';
    refuse('`array_throttle`', places.option('array_throttle'), help);
  }
  if (!abilities.severalQueues && plan.resources.partition?.includes(',') === true) {
    refuse(`several ${queue}s per job`, places.resource('partition'), `name one ${queue}`);
  }
}

/**
 * The kinds that can occur. If everything is supported, nothing is refused; without requeues, none lacks its signal;
 * and if no option requests nodes, a job has one.
 */
export function possibleKinds(
  kinds: BatchDiagnostics,
  { abilities, honours, launchers }: Pick<BatchDefinition, 'abilities' | 'honours' | 'launchers'>,
): DiagnosticCatalogue {
  const { requeues, throttles, severalQueues, severalCpus } = abilities;
  const impossible: (keyof BatchDiagnostics)[] = [
    ...(requeues ? [] : (['requeueNeedsSignal'] as const)),
    ...(requeues && throttles && severalQueues && severalCpus ? (['unsupported'] as const) : []),
    ...(honours.includes('nodes') ? [] : (['nodesWithoutLauncher', 'packedNodes'] as const)),
    ...(jobLaunchers.every((each) => launchers.includes(each)) ? (['foreignLauncher'] as const) : []),
  ];
  return Object.fromEntries(
    Object.entries(kinds).filter(([name]) => !impossible.some((each) => each === name)),
  );
}
