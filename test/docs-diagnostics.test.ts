import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compile } from '../src/compiler/compile.ts';
import { readPage } from '../src/compiler/diagnostic-page.ts';
import { listTargets, loadTarget } from '../src/compiler/discover-targets.ts';
import { packagePaths } from '../src/compiler/package-paths.ts';
import { coreDiagnostics } from '../src/diagnostics/catalogue/index.ts';
import { Diagnostics } from '../src/diagnostics/diagnostics.ts';
import { batchDiagnostics } from '../src/target-kit/batch/diagnostics.ts';
import { project } from './cli/run-main.ts';
import { example } from './target-kit/batch/example-scheduler.ts';

const folder: string = fileURLToPath(new URL('../docs/diagnostics', import.meta.url));
const ownPages: readonly string[] = readdirSync(folder).filter((name) => /^[A-Z]+\d+\.md$/.test(name));
const shared: readonly string[] = readdirSync(join(folder, 'batch'));

const sound = 'sweep:\n  grid:\n    seed: [1, 2, 3]\nscript: train.py\n';

const packaged = packagePaths();
const targets = await Promise.all(
  listTargets(packaged).map((name) => loadTarget(name, packaged, new Diagnostics())),
);
const kinds = [...coreDiagnostics, ...targets.flatMap((target) => Object.values(target?.diagnostics ?? {}))];

test('every code has a page and every page a code', () => {
  const codes = kinds.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  const own = kinds.filter(({ page }) => page === undefined).map(({ code }) => `${code}.md`);
  expect(own.sort()).toEqual([...ownPages].sort());
  const numbers = shared.filter((name) => /^\d+\.md$/.test(name));
  const used = Object.values(batchDiagnostics(example)).map(({ page }) => page?.file);
  expect(used.sort()).toEqual(numbers.map((name) => `batch/${name}`).sort());
  // Text for one scheduler belongs to an existing scheduler, and to a page that it has.
  const additions = kinds.map(({ page }) => page?.addition.slice('batch/'.length));
  const said = shared.filter((name) => /^\d+\./.test(name) && !numbers.includes(name));
  expect(said.filter((name) => !additions.includes(name))).toEqual([]);
});

test.each(kinds.map(({ code }) => code))(
  '%s has the form of a page, and its example triggers it',
  async (code) => {
    const kind = kinds.find((each) => each.code === code);
    if (kind === undefined) throw new Error(`no kind ${code}`);
    const text = readPage(kind, folder);
    if (kind.page !== undefined) expect(text).not.toMatch(/\{\{|\}\}/);
    expect(text).toMatch(
      /^# \S+: [^\n]+\n\n[\s\S]+\n\n## Example\n\n[\s\S]*?```[\s\S]+\n\n## What to do\n\n[\s\S]+$/,
    );
    expect(text.split('\n')[0]).toBe(`# ${code}: ${kind.title}`);
    const files = examplesOf(text);
    if (files === null) return;
    const { diagnostics } = await compile({
      workingDirectory: project({ 'sweeps/sweep.yaml': sound, ...files }),
      sweepFile: null,
      targets: [ownerOf(code)],
      options: {},
      maxRuns: null,
      name: 'example',
      environment: { PATH: process.env['PATH'] },
    });
    expect(diagnostics.sorted().map((diagnostic) => diagnostic.code)).toContain(code);
  },
);

/** The target that declares a code; any will do for codes of the core. */
function ownerOf(code: string): string {
  const owner = targets.find((target) =>
    Object.values(target?.diagnostics ?? {}).some((kind) => kind.code === code),
  );
  return owner?.name ?? 'local';
}

/** The files of the example, by path; null for a shell example, which has its own test. */
function examplesOf(text: string): Record<string, string> | null {
  const example = text.split('## Example\n')[1]?.split('\n## What to do')[0] ?? '';
  const fences = [...example.matchAll(/^(`{3,})(\w+)(?: (\S+))?\n([\s\S]*?)^\1$/gm)];
  expect(fences.length).toBeGreaterThan(0);
  if (fences.some(([, , language = '']) => !['yaml', 'python', 'csv'].includes(language))) return null;
  return Object.fromEntries(
    fences.map(([, , language, name = 'sweep.yaml', body = '']): [string, string] => [
      language !== 'yaml' || name.includes('/') ? name : `sweeps/${name}`,
      body,
    ]),
  );
}
