import {
  type Diagnostics,
  diagnose,
  type Places,
  parseMemory,
  parseWalltime,
} from '../../src/target-kit/kit.ts';
import { slurmDiagnostics } from './diagnostics.ts';
import type { SlurmOptions } from './options.ts';

const parsers = { 'a length of time': parseWalltime, 'an amount of memory': parseMemory } as const;

type What = keyof typeof parsers;

/** Reads every time and amount of memory once, so that nothing after this meets one that cannot be read. */
export function checkAmounts(options: SlurmOptions, diagnostics: Diagnostics, places: Places): boolean {
  const amounts: [readonly string[], string | number | null | undefined, What][] = [
    ...(['walltime', 'job_duration', 'claim_margin'] as const).map(
      (name): [readonly string[], string | number | null, What] => [
        [name],
        options[name],
        'a length of time',
      ],
    ),
    [['mem_per_cpu'], options.mem_per_cpu, 'an amount of memory'],
    ...Object.entries(options.limits?.partitions ?? {}).flatMap(
      ([name, limits]): [readonly string[], string | null | undefined, What][] => [
        [['limits', 'partitions', name, 'max_walltime'], limits.max_walltime, 'a length of time'],
        [['limits', 'partitions', name, 'memory'], limits.memory, 'an amount of memory'],
      ],
    ),
  ];
  const unreadable = amounts.filter(
    ([keys, text, what]) => text != null && !isReadable(keys, String(text), what, diagnostics, places),
  );
  return unreadable.length === 0;
}

function isReadable(
  keys: readonly string[],
  text: string,
  what: What,
  diagnostics: Diagnostics,
  places: Places,
): boolean {
  const { problem } = parsers[what](text);
  if (problem === undefined) return true;
  const span = places.option(...keys);
  diagnostics.add(
    diagnose(
      slurmDiagnostics.unreadableAmount,
      { option: keys.at(-1) ?? '', what },
      { primary: span === undefined ? undefined : { span, text: problem.label }, help: problem.help },
    ),
  );
  return false;
}
