import type { Directive } from '../../src/target-kit/kit.ts';

/** Short names of sbatch's options, as in its manual. */
const longNames: Readonly<Record<string, string>> = {
  '-a': '--array',
  '-A': '--account',
  '-b': '--begin',
  '-B': '--extra-node-info',
  '-c': '--cpus-per-task',
  '-C': '--constraint',
  '-d': '--dependency',
  '-D': '--chdir',
  '-e': '--error',
  '-F': '--nodefile',
  '-G': '--gpus',
  '-h': '--help',
  '-H': '--hold',
  '-i': '--input',
  '-J': '--job-name',
  '-k': '--no-kill',
  '-L': '--licenses',
  '-m': '--distribution',
  '-M': '--clusters',
  '-n': '--ntasks',
  '-N': '--nodes',
  '-o': '--output',
  '-O': '--overcommit',
  '-p': '--partition',
  '-q': '--qos',
  '-Q': '--quiet',
  '-s': '--oversubscribe',
  '-S': '--core-spec',
  '-t': '--time',
  '-v': '--verbose',
  '-V': '--version',
  '-w': '--nodelist',
  '-W': '--wait',
  '-x': '--exclude',
};

/**
 * Reads one option of sbatch: `--licenses=matlab:1`, `--licenses matlab:1`, `-L matlab:1`, `--contiguous`, each optionally after
 * `#SBATCH`. Null if it is not an option.
 */
export function readDirective(text: string): Directive | null {
  if (/\p{Cc}/u.test(text)) return null;
  const words = text.replace(/^#SBATCH\s+/, '').trimEnd();
  const [, long, longValue] = /^(--[a-z][a-z-]*)(?:(?:=|\s+)(.+))?$/.exec(words) ?? [];
  if (long !== undefined) return { option: long, value: longValue ?? null };
  const [, short = '', shortValue] = /^(-[A-Za-z])(?:\s*(.+))?$/.exec(words) ?? [];
  const option = longNames[short];
  return option === undefined ? null : { option, value: shortValue ?? null };
}
