import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { namesIn } from './names-in.ts';

/** A sweep directory that was built before. */
export interface PastSweep {
  /** The directory's name. */
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  /**
   * The time at which it was made: the time in its name, or else the time at which its plan was written. Milliseconds
   * since 1970.
   */
  readonly time: number;
}

/** The sweep that a SWEEP argument refers to. */
export type SweepChoice =
  /** `isLatest` if no name was given. */
  | { readonly kind: 'found'; readonly sweep: PastSweep; readonly isLatest?: true }
  | { readonly kind: 'ambiguous'; readonly sweeps: readonly PastSweep[] }
  /** `known` are the existing sweeps, for a suggestion. */
  | { readonly kind: 'missing'; readonly known: readonly PastSweep[] };

/** The sweeps in an outputs directory, newest first; none if the directory does not exist. */
export function listSweeps(outputs: string): readonly PastSweep[] {
  return namesIn(outputs)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => sweepAt(join(outputs, name)) ?? [])
    .sort((a, b) => b.time - a.time || (a.id < b.id ? 1 : -1));
}

/** The sweep at a path that cannot be an id, such as `./first`; null if the text is not a path or contains no sweep. */
export function sweepAtPath(argument: string, workingDirectory: string): PastSweep | null {
  const isPath = argument.includes('/') || /^\.\.?$/.test(argument);
  return isPath ? sweepAt(resolve(workingDirectory, argument)) : null;
}

/**
 * Finds the sweep for an argument: the latest one for none or for `latest`; otherwise by an id, a path relative to
 * `workingDirectory`, or an unambiguous beginning of an id.
 */
export function chooseSweep(
  argument: string | undefined,
  outputs: string,
  workingDirectory: string,
): SweepChoice {
  const known = listSweeps(outputs);
  const [latest] = known;
  const exact = known.find((sweep) => sweep.id === argument);
  if (exact !== undefined) return { kind: 'found', sweep: exact };
  if (argument === undefined || argument === 'latest') {
    return latest === undefined
      ? { kind: 'missing', known }
      : { kind: 'found', sweep: latest, isLatest: true };
  }
  const atPath = argument === '' ? null : sweepAt(resolve(workingDirectory, argument));
  if (atPath !== null) return { kind: 'found', sweep: atPath };
  const [first, ...more] = argument === '' ? [] : known.filter((sweep) => sweep.id.startsWith(argument));
  if (first === undefined) return { kind: 'missing', known };
  return more.length === 0
    ? { kind: 'found', sweep: first }
    : { kind: 'ambiguous', sweeps: [first, ...more] };
}

/**
 * The sweep in a directory, or null if no sweep was built in it. A sweep's name does not begin with a dot: such
 * directories are partly written or partly deleted.
 */
export function sweepAt(directory: string): PastSweep | null {
  const plan = join(directory, 'plan.json');
  if (!existsSync(join(directory, 'MANIFEST.sha256')) || !existsSync(plan)) return null;
  const path = realpathSync(directory);
  const id = basename(path);
  if (id.startsWith('.')) return null;
  return { id, path, time: timeInName(id) ?? statSync(plan).mtimeMs };
}

/** The local time in a name such as `sweep_20240315_143022`. */
function timeInName(name: string): number | null {
  const match = /(?:^|_)(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)(?:_|$)/.exec(name);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, day, hour, minute, second).getTime();
}
