import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../../src/compiler/compile.ts';
import { renderPretty } from '../../src/diagnostics/render-pretty.ts';
import { projectSchema, sweepSchema } from '../../src/schema/schemas.ts';
import { project } from '../cli/run-main.ts';
import { type Fence, fencesOf, markdownIn, textOf } from './pages.ts';

/** Pages whose YAML blocks are all compiled; the sweep language and the examples have their own tests. */
const pages = [
  'docs/reference/configuration.md',
  ...['slurm', 'pbs', 'torque', 'sge', 'remote', 'distributed', 'local'].map(
    (name) => `targets/${name}/README.md`,
  ),
  ...markdownIn('docs/guide'),
];

const keysOf = (schema: object): readonly string[] =>
  Object.keys((schema as { properties: object }).properties);

const ofSweep = new Set(keysOf(sweepSchema));
const ofProject = new Set(keysOf(projectSchema));

type Kind = 'sweep' | 'project' | 'block' | 'other';

/** The kind of a YAML block: given by the name after its language, or else by its keys. */
function kindOf({ words, text }: Fence): Kind {
  const [name = ''] = words;
  if (name.endsWith('hsm_config.yaml')) return 'project';
  if (name.endsWith('sweep.yaml')) return 'sweep';
  if (words.includes('theirs') || /\.ya?ml$/.test(name)) return 'other';
  const keys = Object.keys(parse(text));
  if (keys.includes('sweep')) return 'sweep';
  if (keys.every((key) => ofProject.has(key))) return 'project';
  return keys.every((key) => ofSweep.has(key)) ? 'sweep' : 'block';
}

/** The files of a project that contains the block. */
function filesFor(
  kind: Kind,
  text: string,
  tables: Readonly<Record<string, string>>,
): Record<string, string> {
  const anySweep = 'script: train.py\nsweep: {grid: {seed: [1, 2]}}\n';
  const indented = text.replaceAll(/^(?=.)/gm, '  ');
  const program = /^(?:script|command):/m.test(text) ? '' : 'script: train.py\n';
  const sweep = {
    sweep: /^sweep:/m.test(text) ? `${program}${text}` : `${program}${text}sweep: {grid: {seed: [1, 2]}}\n`,
    block: `${program}sweep:\n${indented}`,
    project: anySweep,
    other: anySweep,
  }[kind];
  return {
    ...tables,
    'sweeps/sweep.yaml': sweep,
    ...(kind === 'project' ? { 'sweeps/hsm_config.yaml': text } : {}),
    'main.py': '',
    fit: '#!/bin/sh\n',
  };
}

const blocks = pages.flatMap((page) => {
  const fences = fencesOf(textOf(page));
  const tables = Object.fromEntries(
    fences
      .filter(({ language }) => ['csv', 'jsonl'].includes(language))
      .map(({ words, text }) => [words[0] ?? 'table.csv', text]),
  );
  return fences
    .filter(({ language }) => language === 'yaml')
    .map((fence) => ({ ...fence, page, tables, kind: kindOf(fence) }));
});

test.each(blocks)('$page:$line compiles', async ({ kind, text, tables, page, words }) => {
  if (kind === 'other') return expect(() => parse(text)).not.toThrow();
  const root = project(filesFor(kind, text, tables));
  chmodSync(join(root, 'fit'), 0o755);
  const { targets = {} } = parse(text) as { targets?: object };
  const own = /^targets\/(\w+)\//.exec(page)?.[1];
  const { diagnostics } = await compile({
    workingDirectory: root,
    sweepFile: null,
    targets:
      Object.keys(targets).length > 0
        ? Object.keys(targets)
        : [own === undefined || ['remote', 'distributed'].includes(own) ? 'local' : own],
    options: {},
    maxRuns: null,
    name: 'first',
    environment: { PATH: process.env['PATH'], SCRATCH: '/scratch' },
  });
  const errors = diagnostics.sorted().filter(({ severity }) => severity === 'error');
  if (words.includes('fails')) return expect(errors).not.toEqual([]);
  expect(renderPretty(errors, { color: false })).toBe('');
});
