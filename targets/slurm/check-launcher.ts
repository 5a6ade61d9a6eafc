import { type Diagnostics, diagnose, type Places, type Plan } from '../../src/target-kit/kit.ts';
import { slurmDiagnostics } from './diagnostics.ts';

/** Programs that start others on the nodes of a job. */
const launchers = new Set([
  'srun',
  'mpirun',
  'mpiexec',
  'mpiexec.hydra',
  'orterun',
  'prun',
  'prterun',
  'ibrun',
  'jsrun',
  'horovodrun',
  'deepspeed',
]);

/** Slurm starts a job's script on its first node: more of them are for nothing where nothing starts programs there. */
export function checkLauncher(plan: Plan, diagnostics: Diagnostics, places: Places): void {
  const nodes = plan.resources.nodes ?? 1;
  if (nodes === 1 || plan.command.words.map(lastName).some(mayLaunch)) return;
  const span = places.resource('nodes');
  diagnostics.add(
    diagnose(
      slurmDiagnostics.nodesWithoutLauncher,
      { nodes },
      {
        primary: span === undefined ? undefined : { span, text: 'the others have nothing to do' },
        help: 'begin `command` with `srun`, or leave out `nodes`',
      },
    ),
  );
}

type Word = Plan['command']['words'][number];

/** A script of the shell may call one. */
function mayLaunch(name: string): boolean {
  return launchers.has(name) || name.endsWith('.sh');
}

function lastName(word: Word): string {
  const text = word.map((part) => (part.kind === 'text' ? part.text : '{}')).join('');
  return text.slice(text.lastIndexOf('/') + 1);
}
