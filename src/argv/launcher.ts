import type { WordTemplate } from '../plan/command.ts';
import { commandPlaceholders, launcherNumbers, parseTemplate } from '../plan/parse-template.ts';
import type { Resources } from '../plan/run-settings.ts';

type Counts = Pick<Resources, 'nodes' | 'ranks' | 'cpus' | 'gpus'>;

/** The default words of known launchers, used if only the launcher's name is given. */
const known: Readonly<Record<string, (counts: Counts) => readonly string[]>> = {
  srun: ({ nodes, ranks, cpus }) => [
    'srun',
    ...(nodes === null ? [] : [`--nodes=${nodes}`]),
    `--ntasks=${ranks ?? nodes ?? 1}`,
    ...(cpus === null ? [] : [`--cpus-per-task=${cpus}`]),
  ],
  mpirun: ({ nodes, ranks }) => ['mpirun', '-np', String(ranks ?? nodes ?? 1)],
};

/** The words of `resources.launcher`, with their numbers. Without a number of ranks, there is one per node. */
export function launcherWords({ launcher, ...counts }: Resources): readonly WordTemplate[] {
  if (launcher === null) return [];
  const [name = ''] = launcher;
  const words = launcher.length === 1 && Object.hasOwn(known, name) ? known[name]?.(counts) : undefined;
  if (words !== undefined) return words.map((text) => [{ kind: 'text', text }]);
  const { nodes, ranks, cpus, gpus } = counts;
  const filled = {
    nodes: nodes ?? 1,
    ranks: ranks ?? nodes ?? 1,
    cpus: cpus ?? 1,
    gpus: gpus ?? 0,
  };
  return launcher.map((text) => {
    const { template } = parseTemplate(text, [...launcherNumbers, ...commandPlaceholders]);
    return template.map((part) => {
      const number = part.kind === 'hole' && launcherNumbers.find((each) => each === part.hole.kind);
      return number ? { kind: 'text', text: String(filled[number]) } : part;
    });
  });
}
