import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { digest } from '../src/sweep-directory/manifest.ts';
import { type BuiltCase, buildCase, type GoldenCase, goldenCases, textsIn } from './golden/cases.ts';

/**
 * `expected/` contains the exact sweep directory of a case, except for files that can be derived:
 *
 * - `sweep.yaml`, which is the case's own, and `MANIFEST.sha256`, which is computed from the other files;
 * - a file that is the same as in the target's case `quickstart`, except for the digest of the sweep and its
 *   number of tasks; in `quickstart` itself, a file with the same relation to the local target's `quickstart`.
 *
 * Warnings and errors are in `expected/diagnostics.txt`. `UPDATE_GOLDEN=1` updates the files.
 */
const UPDATE = process.env['UPDATE_GOLDEN'] === '1';
const REFERENCE = 'quickstart';

const built = new Map<string, Promise<BuiltCase>>();

function build(golden: GoldenCase): Promise<BuiltCase> {
  const known = built.get(golden.folder) ?? buildCase(golden);
  built.set(golden.folder, known);
  return known;
}

afterAll(async () => {
  for (const { root } of await Promise.all(built.values())) rmSync(root, { recursive: true, force: true });
});

test.each(goldenCases)('$target/$name matches the recorded output', async (golden) => {
  const actual = await build(golden);
  expect(actual.compilation.diagnostics.hasErrors, actual.diagnostics).toBe(golden.rejected);
  expect(actual.files.size === 0).toBe(golden.rejected);
  if (!golden.rejected) {
    expect(actual.files.get('sweep.yaml')).toBe(readFileSync(join(golden.folder, 'sweep.yaml'), 'utf8'));
    expect(actual.files.get('MANIFEST.sha256')).toBe(manifestOf(actual.files));
  }
  const files = await toRecord(golden, actual);
  const folder = join(golden.folder, 'expected');
  if (UPDATE) record(folder, files);
  const expected = textsIn(folder);
  expect([...expected.keys()]).toEqual([...files.keys()].sort());
  for (const [path, text] of files) expect(text, path).toBe(expected.get(path));
});

/** The files that belong in `expected/`. */
async function toRecord(golden: GoldenCase, actual: BuiltCase): Promise<ReadonlyMap<string, string>> {
  const same = await filesOfReference(golden, actual);
  const files = [...actual.files].filter(
    ([path, text]) => !['sweep.yaml', 'MANIFEST.sha256'].includes(path) && same.get(path) !== text,
  );
  const said: [string, string][] = actual.diagnostics === '' ? [] : [['diagnostics.txt', actual.diagnostics]];
  return new Map([...files, ...said]);
}

/** The reference's files with the digest and the number of tasks of a case inserted; none for a first reference. */
async function filesOfReference(golden: GoldenCase, actual: BuiltCase): Promise<ReadonlyMap<string, string>> {
  const target = golden.name === REFERENCE && !golden.rejected ? 'local' : golden.target;
  const reference = goldenCases.find(
    (other) => other.target === target && other.name === REFERENCE && !other.rejected,
  );
  if (reference === undefined || reference.folder === golden.folder) return new Map();
  const { files, compilation } = await build(reference);
  const [from, to] = [compilation.plan, actual.compilation.plan];
  if (from === null || to === null) return new Map();
  const places = ['task_count=#\n', '# tasks', 'tasks:    #\n'];
  return new Map(
    [...files].map(([path, text]) => {
      let own = text.replaceAll(from.source.sha256, to.source.sha256);
      for (const place of places) {
        own = own.replaceAll(place.replace('#', `${from.count}`), place.replace('#', `${to.count}`));
      }
      return [path, own];
    }),
  );
}

function manifestOf(files: ReadonlyMap<string, string>): string {
  const listed = [...files].filter(([path]) => !['MANIFEST.sha256', 'submission_summary.txt'].includes(path));
  return listed.map(([path, text]) => `${digest(text)}  ${path}\n`).join('');
}

function record(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
