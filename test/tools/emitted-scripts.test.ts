import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { machineScript } from '../../src/compiler/machine-script.ts';
import { buildCase, goldenCases } from '../golden/cases.ts';
import { lintShell } from './lint-shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'hsm-emitted-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes every different emitted script once, ignoring differences in numbers. */
async function writeScripts(): Promise<readonly string[]> {
  const scripts: string[] = [];
  const written = new Set<string>();
  for (const golden of goldenCases) {
    const { files, compilation, root } = await buildCase(golden);
    rmSync(root, { recursive: true, force: true });
    for (const [path, text] of files) {
      const body = text.replaceAll(compilation.plan?.source.sha256 ?? '', '').replaceAll(/\d+/g, '0');
      if (!path.endsWith('.sh') || written.has(body)) continue;
      written.add(body);
      const file = join(folder, golden.target, golden.name, basename(path));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      scripts.push(file);
    }
  }
  return scripts;
}

/** The scripts that hsm runs on machines are not in any sweep directory. */
async function writeMachineScripts(): Promise<readonly string[]> {
  const machine = await machineScript({ host: 'anna@host', port: '22', key: "~/a'b" });
  const [, there = ''] = /<<'THERE'\n([\s\S]*)\nTHERE\n/.exec(machine) ?? [];
  const texts = { 'machine.sh': machine, 'there.sh': `#!/bin/bash -p\n${there}\nmain "$@"\n` };
  return Object.entries(texts).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
}

test('emitted scripts parse, and shellcheck and shfmt report nothing', async () => {
  const scripts = [...(await writeScripts()), ...(await writeMachineScripts())];
  expect(scripts.length).toBeGreaterThan(goldenCases.length);
  lintShell(scripts);
}, 600_000);
