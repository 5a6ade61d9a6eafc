import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Compilation, compile } from '../../src/compiler/compile.ts';
import { readyTargets } from '../../src/compiler/emit-sweep.ts';
import { packagePaths } from '../../src/compiler/package-paths.ts';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { project } from '../cli/run-main.ts';

/** A target whose option `over` names those that it requires. */
function targetText(name: string): string {
  return `export const target = {
  name: '${name}', summary: '', honours: [], diagnostics: {},
  driver: { script: 'scripts/${name}.sh', submits: false, takes: [] },
  options: { type: 'object', properties: { over: { type: 'array', default: [] } } },
  requires: ({ over }) => over,
  prepare: (plan, options) => ({ name: '${name}' }),
  emit: () => [],
};
`;
}

function compileText(text: string): Promise<Compilation> {
  return compile({
    workingDirectory: project({
      'sweeps/sweep.yaml': `sweep: {grid: {seed: [1]}}\nscript: train.py\n${text}`,
    }),
    sweepFile: null,
    targets: [],
    options: {},
    maxRuns: null,
    name: 'example',
    environment: { PATH: process.env['PATH'] },
  });
}

test('required targets are built too, once each, and an unknown name is reported', async () => {
  const targets = mkdtempSync(join(tmpdir(), 'hsm-requires-'));
  for (const name of ['one', 'two', 'three']) {
    mkdirSync(join(targets, name));
    writeFileSync(join(targets, name, 'target.mjs'), targetText(name));
  }
  const written = 'targets: {one: {over: [two]}, two: {over: [one, three, four]}}\n';
  const { settings } = await compileText(written);
  const { plan } = await compileText('');
  if (plan === null) throw new Error('no plan');
  const diagnostics = new Diagnostics();
  const paths = { ...packagePaths(), targets, targetModule: 'target.mjs' };
  const settled = { settings, found: new Map() };
  const ready = await readyTargets(['one'], plan, settled, paths, diagnostics);
  rmSync(targets, { recursive: true });
  expect(ready.map(({ prepared }) => prepared)).toEqual([
    { name: 'one' },
    { name: 'two' },
    { name: 'three' },
  ]);
  expect(diagnostics.sorted().map(({ code }) => code)).toEqual(['HSM503']);
});
