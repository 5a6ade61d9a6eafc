import { realpathSync, rmSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadTarget } from '../src/compiler/discover-targets.ts';
import { packagePaths } from '../src/compiler/package-paths.ts';
import { Diagnostics } from '../src/diagnostics/diagnostics.ts';
import { selectionOptions } from '../src/target-kit/driver.ts';
import { type BuiltCase, buildCase, type GoldenCase, goldenCases, targetNames } from './golden/cases.ts';

/** The requirements on every folder below `targets/`, for whatever scheduler. */

interface TwiceBuilt {
  readonly golden: GoldenCase;
  readonly first: BuiltCase;
  readonly second: BuiltCase;
}

const built: TwiceBuilt[] = [];

beforeAll(async () => {
  for (const golden of goldenCases) {
    const first = await buildCase(golden);
    vi.useFakeTimers({ now: new Date(2031, 4, 6, 7, 8, 9), toFake: ['Date'] });
    const second = await buildCase(golden);
    vi.useRealTimers();
    built.push({ golden, first, second });
  }
});

afterAll(() => {
  for (const { first, second } of built) {
    for (const { root } of [first, second]) rmSync(root, { recursive: true, force: true });
  }
});

test.each(targetNames)('%s has cases, its own name and documented options', async (name) => {
  expect(goldenCases.some((golden) => golden.target === name && golden.name === 'quickstart')).toBe(true);
  const target = await loadTarget(name, packagePaths(), new Diagnostics());
  expect(target?.name).toBe(name);
  expect(target?.summary).toMatch(/^[^\n]{10,100}$/);
  expect(target?.summary).not.toMatch(/\.$/);
  expect(target?.options).toMatchObject({ type: 'object', additionalProperties: false });
  expect(undescribed(target?.options, name)).toEqual([]);
});

test.each(targetNames)('every code that %s declares is triggered by a case', async (name) => {
  const target = await loadTarget(name, packagePaths(), new Diagnostics());
  const declared = Object.values(target?.diagnostics ?? {}).map(({ code }) => code);
  const own = built.filter(({ golden }) => golden.target === name);
  const triggered = own.flatMap(({ first }) =>
    first.compilation.diagnostics.sorted().map(({ code }) => code),
  );
  expect(declared.filter((code) => !triggered.includes(code))).toEqual([]);
  expect(declared.filter((code) => code.startsWith('HSM'))).toEqual([]);
});

test('every driver accepts the options that resume.sh passes on, and those that its target declares', () => {
  const seen = new Set<string>();
  for (const { golden, first } of built) {
    const driver = first.compilation.drivers.get(golden.target);
    if (driver === undefined) continue;
    seen.add(golden.target);
    const usage = first.files.get(driver.script)?.split('\n\n')[0] ?? '';
    expect(driver.takes).toEqual(expect.arrayContaining([...selectionOptions]));
    const missing = driver.takes.filter((option) => !new RegExp(`${option}\\b`).test(usage));
    expect([golden.folder, missing]).toEqual([golden.folder, []]);
  }
  expect(seen).toEqual(new Set(targetNames));
});

test('two builds of a case, in different places and years, are the same to the byte', () => {
  for (const { golden, first, second } of built) {
    expect(first.root).not.toBe(second.root);
    expect([...second.files.keys()], golden.folder).toEqual([...first.files.keys()]);
    for (const [path, text] of first.files) expect(second.files.get(path), path).toBe(text);
    expect(second.diagnostics).toBe(first.diagnostics);
  }
});

test("no emitted file contains this machine's name, its user or the time", () => {
  const repository = dirname(packagePaths().partials);
  for (const { golden, first } of built) {
    const places = [first.root, realpathSync(first.root), tmpdir(), repository, homedir(), hostname()];
    const telling = places.filter((place) => place.length > 4);
    const now = /\b20\d\d-[01]\d-[0-3]\d\b|\b20\d{6}_\d{6}\b/;
    for (const [path, text] of first.files) {
      const found = telling.filter((place) => text.includes(place));
      expect([golden.name, path, found]).toEqual([golden.name, path, []]);
      expect(text, path).not.toMatch(now);
    }
  }
});

test('emitted text ends with one newline, and has no tab, carriage return or trailing blank', () => {
  for (const { first } of built) {
    for (const [path, text] of first.files) {
      if (path === 'sweep.yaml') continue;
      expect(text, path).toMatch(/[^\n]\n$/);
      expect(text, path).not.toMatch(/[\t\r]|[ \t]\n/);
    }
  }
});

test('emitted scripts use nothing that works differently before bash 5', () => {
  for (const { first } of built) {
    for (const [path, text] of first.files) {
      if (!path.endsWith('.sh')) continue;
      // File times are compared by the second: a file that is not newer may still not be older.
      expect(text, path).not.toMatch(/! \S+ -[no]t /);
      // Command substitutions there would get the IFS that is meant for read.
      expect(text, path).not.toMatch(/\bIFS=\S+ .*<<<"?\$\(/);
      // A slice of an array, or of the arguments, is one word if IFS has no blank.
      for (const [body] of text.matchAll(/^[a-z_]+\(\) \{.*\n(?: .*\n|\n)+/gm)) {
        if (/^ *local [^\n]*\bIFS=\S/m.test(body)) expect(body, path).not.toMatch(/\[?@\]?:/);
      }
    }
  }
});

/** The options, however deep, that have no description. */
function undescribed(schema: unknown, path: string): readonly string[] {
  const { properties = {} } = (schema ?? {}) as { readonly properties?: Readonly<Record<string, unknown>> };
  return Object.entries(properties).flatMap(([name, option]) => {
    const { description } = option as { readonly description?: unknown };
    const own = typeof description === 'string' && description !== '' ? [] : [`${path}.${name}`];
    return [...own, ...undescribed(option, `${path}.${name}`)];
  });
}
