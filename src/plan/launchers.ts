import type { Plan } from './plan.ts';

/** Launchers that only start programs in their own scheduler's jobs. */
export const jobLaunchers: readonly string[] = ['srun'];

/** Programs that start others on the nodes of a job. */
const launchers: ReadonlySet<string> = new Set([
  ...jobLaunchers,
  ...['mpirun', 'mpiexec', 'mpiexec.hydra', 'orterun', 'prun', 'prterun'],
  ...['ibrun', 'jsrun', 'aprun', 'flux', 'horovodrun', 'deepspeed'],
]);

/** Whether a launcher's words, as written, set the number of CPUs or GPUs. */
export function launcherSays(
  launcher: readonly string[] | null,
  number: 'cpus' | 'gpus',
  count: number | null,
): boolean {
  if (launcher === null) return false;
  const [name] = launcher;
  if (launcher.length === 1 && name === 'srun') return number === 'cpus' && count !== null;
  return launcher.some((word) => word.includes(`{${number}}`));
}

type Words = Plan['command']['words'];

/** Whether a command itself starts programs, judged by its first word. */
export function isLauncher([program]: Words): boolean {
  return program !== undefined && launchers.has(lastName(program));
}

/** Whether a command may start programs on all nodes: its words include a launcher, or a script, which may call one. */
export function mayLaunch(words: Words): boolean {
  return words.map(lastName).some((name) => launchers.has(name) || name.endsWith('.sh'));
}

/** A word without its directories; a placeholder is not part of a name. */
function lastName(word: Words[number]): string {
  const text = word.map((part) => (part.kind === 'text' ? part.text : '{}')).join('');
  return text.slice(text.lastIndexOf('/') + 1);
}
