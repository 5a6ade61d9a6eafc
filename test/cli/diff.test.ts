import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, run } from './run-main.ts';

const sweep = `script: train.py
sweep:
  grid:
    seed: [1, 2, 3]
    lr: [0.1, 0.01]
`;

test('two sweeps, their plans and the sweep file are compared', async () => {
  const root = project({ 'train.py': '', 'sweeps/sweep.yaml': sweep });
  await run(root, ['build', '--name', 'a']);
  const file = join(root, 'sweeps', 'sweep.yaml');
  writeFileSync(
    file,
    `# another\n${sweep.replace('0.01]', '0.001]').replace('3]', '3, 4]')}resources: {memory: 2G}\n`,
  );
  await run(root, ['build', '--name', 'b']);
  const { code, output } = await run(root, ['diff', 'a', 'b']);
  expect(code).toBe(1);
  expect(output).toBe(`parameters
    seed: + 4
    lr: + 0.001   - 0.01

tasks
  3 in both, 5 new, 3 removed

settings
  resources.memory: not set → 2048

scripts that behave differently
  scripts/columns.sh
  scripts/local.sh
  scripts/resume.sh
  scripts/select.sh
  scripts/status.sh
  scripts/task.sh
`);
  expect((await run(root, ['diff', 'a', 'a'])).output).toBe('no differences\n');
  expect(await run(root, ['diff', 'b', 'sweeps/sweep.yaml'])).toMatchObject({
    code: 0,
    output: 'no differences\n',
  });
  const plan = ['a', 'b'].map((name) => `sweeps/outputs/${name}/plan.json`);
  const json = JSON.parse((await run(root, ['diff', '--json', ...plan])).output) as {
    readonly tasks: object;
  };
  expect(json.tasks).toEqual({ before: 6, after: 8, common: 3 });
  writeFileSync(join(root, 'notes.json'), readFileSync(file));
  expect(await run(root, ['diff', 'notes.json', 'a'])).toMatchObject({
    code: 2,
    error: 'hsm: notes.json is neither a sweep file nor a plan\n',
  });
});

test('a billion tasks are compared by arithmetic', async () => {
  const root = project({ 'train.py': '', 'sweeps/sweep.yaml': '' });
  const write = (name: string, text: string): void =>
    writeFileSync(join(root, 'sweeps', name), `script: train.py\nsweep:\n${text}`);
  write('a.yaml', '  grid: {seed: 1..100000000, lr: [0.1, 0.2, 0.3]}\n');
  write('b.yaml', '  grid: {seed: 50000001..200000000, lr: [0.2, 0.3, 0.4]}\n');
  const { output } = await run(root, ['diff', 'sweeps/a.yaml', 'sweeps/b.yaml']);
  expect(output).toContain('100000000 in both, 350000000 new, 200000000 removed');
});

test('a file that is not a plan is reported, whatever it contains, and plans of earlier versions are compared', async () => {
  const root = project({ 'train.py': '', 'sweeps/sweep.yaml': `args: argparse\n${sweep}` });
  await run(root, ['build', '--name', 'a']);
  for (const text of [
    '{"space":null}',
    '{"space":{"blocks":[]}}',
    '{"space":{"blocks":[{}]},"count":1e9}',
    '[',
  ]) {
    writeFileSync(join(root, 'some.json'), text);
    expect(await run(root, ['diff', 'a', 'some.json'])).toMatchObject({
      code: 2,
      error: 'hsm: some.json is neither a sweep file nor a plan\n',
    });
  }
  const text = readFileSync(join(root, 'sweeps/outputs/a/plan.json'), 'utf8');
  const plan = JSON.parse(text) as { convention: object; space: { blocks: { conditions?: object }[] } };
  plan.convention = { kind: 'argparse' };
  for (const block of plan.space.blocks) delete block.conditions;
  writeFileSync(join(root, 'some.json'), JSON.stringify(plan));
  expect((await run(root, ['diff', 'a', 'some.json'])).output).toBe('no differences\n');
});

test('resources of blocks and of cases are compared', async () => {
  const text = (memory: string, walltime: string): string => `script: train.py
sweep:
  - grid: {seed: [1, 2]}
    cases: [{grid: {a: [1, 2]}}, {grid: {a: [3]}, resources: {memory: ${memory}}}]
  - grid: {seed: [1]}
    resources: {walltime: ${walltime}}
`;
  const root = project({ 'train.py': '', 'sweeps/sweep.yaml': text('1G', '1h') });
  await run(root, ['build', '--name', 'a']);
  writeFileSync(join(root, 'sweeps', 'sweep.yaml'), text('2G', '2h'));
  expect((await run(root, ['diff', 'a', 'sweeps/sweep.yaml'])).output).toBe(`settings
  block 1: resources of cases, row 3.memory: 1024 → 2048
  block 2: resources of the block.walltime: 3600 → 7200
`);
});
