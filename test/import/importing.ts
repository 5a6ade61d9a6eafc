import { encodeValue } from '../../src/argv/encode.ts';
import { givenTo } from '../../src/argv/given-to.ts';
import { lower } from '../../src/check/lower.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { importFile } from '../../src/import/import-file.ts';
import type { ImportOptions } from '../../src/import/imported.ts';
import { check } from '../check/harness.ts';

export interface Imported {
  /** The printed sweep file; null after errors. */
  readonly yaml: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Imports a text. */
export function importing(text: string, options: Partial<ImportOptions> = {}): Imported {
  const diagnostics = new Diagnostics();
  const all: ImportOptions = { count: null, operation: null, listDirectory: () => null, ...options };
  const yaml = importFile({ path: 'theirs', text }, all, diagnostics);
  return { yaml, diagnostics: diagnostics.sorted() };
}

/** The tasks of a sweep file, each as `name=value` words in the order of names; fails if the file does not compile. */
export function tasksOf(yaml: string | null): readonly string[] {
  if (yaml === null) throw new Error('nothing was imported');
  const { sweep, diagnostics } = check(yaml);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (sweep === null || errors.length > 0) {
    throw new Error(`${errors.map(({ code, message }) => `${code} ${message}`).join('; ')}\n${yaml}`);
  }
  const plan = lower(sweep, { path: 'sweep.yaml', sha256: '' }, 'hsm', { maxRuns: null, take: null });
  return Array.from({ length: plan.count }, (_, index) =>
    givenTo(plan, index + 1)
      .map(({ name, value }) => `${name}=${encodeValue({ kind: 'argparse' }, value)}`)
      .sort()
      .join(' '),
  );
}

/** All combinations of values, each in the form of `tasksOf`. */
export function combinations(values: Readonly<Record<string, readonly string[]>>): readonly string[] {
  let rows: readonly string[][] = [[]];
  for (const [name, each] of Object.entries(values)) {
    rows = rows.flatMap((row) => each.map((value) => [...row, `${name}=${value}`]));
  }
  return rows.map((row) => row.sort().join(' '));
}
