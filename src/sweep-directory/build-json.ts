import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Driver } from '../target-kit/driver.ts';
import { readEarlierBuild } from './before-build-json.ts';
import { buildPath } from './file-names.ts';

/** The targets and contents of a sweep directory, as in `build.json`. */
export interface Build {
  /** Version of this format; it is increased by incompatible changes. */
  readonly format: 1;
  /** The program that built it, such as `hsm 0.1.0`. */
  readonly generator: string;
  /** By name, sorted. */
  readonly targets: Readonly<Record<string, { readonly driver: Driver }>>;
  /** The purpose of each emitted file, by path, sorted. */
  readonly files: Readonly<Record<string, string>>;
}

/** The `build.json` of a sweep directory, or what an earlier version left instead; null if neither can be read. */
export function readBuild(directory: string): Build | null {
  const path = join(directory, buildPath);
  if (!existsSync(path)) {
    const earlier = readEarlierBuild(directory);
    return earlier && mergedBuild(null, earlier.generator, earlier.drivers, earlier.summaries);
  }
  try {
    const build: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isBuild(build) ? build : null;
  } catch {
    return null;
  }
}

/** The existing entries, with those of this build added. */
export function mergedBuild(
  earlier: Build | null,
  generator: string,
  drivers: ReadonlyMap<string, Driver>,
  summaries: ReadonlyMap<string, string>,
): Build {
  const targets = [...drivers].map(([name, { script, submits, takes }]) => {
    return [name, { driver: { script, submits, takes } }] as const;
  });
  return {
    format: 1,
    generator,
    targets: sorted([...Object.entries(earlier?.targets ?? {}), ...targets]),
    files: sorted([...Object.entries(earlier?.files ?? {}), ...summaries]),
  };
}

/** The scripts that start a target's work, sorted. */
export function driversOf({ targets }: Build): readonly string[] {
  return [...new Set(Object.values(targets).map(({ driver }) => driver.script))].sort();
}

/** If a key occurs several times, the last one counts. */
function sorted<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function isBuild(value: unknown): value is Build {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 1) return false;
  const { targets, files } = value as Partial<Record<string, unknown>>;
  return [targets, files].every((part) => typeof part === 'object' && part !== null);
}
