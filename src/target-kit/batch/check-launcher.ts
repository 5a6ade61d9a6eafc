import { diagnose } from '../../diagnostics/diagnostic.ts';
import { jobLaunchers, mayLaunch } from '../../plan/launchers.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Checks } from './checks.ts';
import type { Layout } from './layout.ts';
import { labelled } from './option-reader.ts';

/** Another scheduler's launcher cannot find its job. */
export function checkLauncher({ resources: { launcher } }: Plan, checks: Checks): void {
  const { scheduler, kinds, diagnostics, places } = checks;
  const [program = ''] = launcher ?? [];
  if (!jobLaunchers.includes(program) || scheduler.launchers.includes(program)) return;
  const primary = labelled(places.resource('launcher'), 'of another scheduler');
  const help = `write \`${ownLauncher(checks)}\``;
  diagnostics.add(diagnose(kinds.foreignLauncher, { launcher: program }, { primary, help }));
}

/** A job's script starts on its first node: the other nodes are idle unless something starts programs there. */
export function checkNodes({ resources, command }: Plan, checks: Checks): void {
  const { kinds, diagnostics, places } = checks;
  const nodes = resources.nodes ?? 1;
  if (nodes === 1 || resources.launcher !== null || mayLaunch(command.words)) return;
  const primary = labelled(places.resource('nodes'), 'the other nodes are idle');
  const help = `set \`launcher: ${ownLauncher(checks)}\` under \`resources\`, or remove \`nodes\``;
  diagnostics.add(diagnose(kinds.nodesWithoutLauncher, { nodes }, { primary, help }));
}

function ownLauncher({ scheduler: { launchers } }: Checks): string {
  return launchers[0] ?? 'mpirun';
}

/** Concurrent tasks of a job share its nodes: how much of each they would get is undefined. */
export function checkPackedNodes(
  { resources: { nodes } }: Plan,
  { parallelPerJob: tasks }: Layout,
  { kinds, diagnostics, places }: Checks,
): void {
  if (nodes === null || nodes === 1 || tasks === 1) return;
  const primary = labelled(places.option('parallel_per_job') ?? places.resource('nodes'), 'at the same time');
  const help = 'remove `parallel_per_job`: with `tasks_per_job` alone a job runs its tasks one after another';
  diagnostics.add(diagnose(kinds.packedNodes, { nodes, tasks }, { primary, help }));
}
