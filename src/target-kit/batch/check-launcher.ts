import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Checks } from './checks.ts';
import { labelled } from './option-reader.ts';

/** Programs that start others on the nodes of a job, whatever the scheduler. */
const common = [
  ...['mpirun', 'mpiexec', 'mpiexec.hydra', 'orterun', 'prun', 'prterun'],
  ...['ibrun', 'jsrun', 'horovodrun', 'deepspeed'],
];

/** A job's script starts on its first node: the others are idle if nothing starts programs there. */
export function checkLauncher(plan: Plan, { scheduler, kinds, diagnostics, places }: Checks): void {
  const nodes = plan.resources.nodes ?? 1;
  const launchers = [...scheduler.launchers, ...common];
  // A script of the shell may call one.
  const mayLaunch = (name: string): boolean => launchers.includes(name) || name.endsWith('.sh');
  if (nodes === 1 || plan.command.words.map(lastName).some(mayLaunch)) return;
  const primary = labelled(places.resource('nodes'), 'the others have nothing to do');
  const help = `begin \`command\` with \`${launchers[0]}\`, or leave out \`nodes\``;
  diagnostics.add(diagnose(kinds.nodesWithoutLauncher, { nodes }, { primary, help }));
}

function lastName(word: Plan['command']['words'][number]): string {
  const text = word.map((part) => (part.kind === 'text' ? part.text : '{}')).join('');
  return text.slice(text.lastIndexOf('/') + 1);
}
