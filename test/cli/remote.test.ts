import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, run } from './run-main.ts';

const config = `# The project's own words.
paths:
  train_script: train.py # stays

# Machines.
distributed:
  remotes:
    # The old one.
    bubbles:
      host: bubbles.example.org # by the window
      ssh_port: 2222
`;

const path = 'sweeps/hsm_config.yaml';

function textIn(root: string): string {
  return readFileSync(join(root, path), 'utf8');
}

test('remote: an added machine is listed and can be removed again, and the rest of the file stays the same', async () => {
  const root = project({ [path]: config });
  const words = [
    'remote',
    'add',
    'blossom',
    '--host',
    'anna@blossom.example.com',
    '--key',
    '~/.ssh/id',
    '--jobs',
    '4',
  ];
  expect(await run(root, words)).toMatchObject({ code: 0, error: '' });
  const added =
    '    blossom:\n      host: anna@blossom.example.com\n      ssh_key: ~/.ssh/id\n      max_parallel_jobs: 4\n';
  expect(textIn(root)).toBe(config + added);
  const listed = await run(root, ['remote', 'list']);
  expect(listed.output).toMatch(
    /bubbles +bubbles\.example\.org +ssh +- +~\/hsm +sweeps\/hsm_config\.yaml:9\n/,
  );
  const { output } = await run(root, ['remote', 'list', '--json']);
  expect(JSON.parse(output)[1]).toMatchObject({ name: 'blossom', max_parallel_jobs: '4' });
  const again = await run(root, words);
  expect(again.code).toBe(1);
  expect(again.error).toContain('HSM540');
  const misspelt = await run(root, ['remote', 'remove', 'blosom']);
  expect(misspelt.error).toMatch(/HSM541[\s\S]*did you mean `blossom`/);
  expect((await run(root, ['remote', 'remove', 'blossom'])).code).toBe(0);
  expect(textIn(root)).toBe(config);
});

test('a project file that is a link stays one', async () => {
  const root = project({ 'shared.yaml': config, 'sweeps/sweep.yaml': 'sweep: {grid: {a: [1, 2]}}\n' });
  symlinkSync('../shared.yaml', join(root, path));
  expect((await run(root, ['remote', 'remove', 'bubbles'])).code).toBe(0);
  expect(lstatSync(join(root, path)).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(root, 'shared.yaml'), 'utf8')).not.toContain('bubbles');
});

test('remote add creates a missing project file, and fills an empty section', async () => {
  const root = project({ 'sweeps/sweep.yaml': 'sweep: {grid: {a: [1, 2]}}\n' });
  expect((await run(root, ['remote', 'list'])).output).toContain('no remote machines');
  expect((await run(root, ['remote', 'add', 'alias', '--backend', 'slurm'])).code).toBe(0);
  expect(textIn(root)).toBe(
    'distributed:\n  remotes:\n    alias:\n      host: alias\n      backend: slurm\n',
  );
  const empty = project({ [path]: '# nothing yet\ndistributed:\n' });
  expect((await run(empty, ['remote', 'add', 'a', '--host', 'b'])).code).toBe(0);
  expect(textIn(empty)).toContain('# nothing yet\ndistributed:\n  remotes:\n    a:\n      host: b\n');
});

test.each([
  [['--host', '-oProxyCommand=touch X']],
  [['--host=-oProxyCommand=touch X']],
  [['--host', '$(touch X)']],
  [['--host', 'a', '--root', '/']],
  [['--host', 'a', '--root', '']],
  [['--host', 'a', '--root', '~']],
  [['--host', 'a', '--root', '/data/$(touch X)']],
  [['--host', 'a', '--root', '/data/my files']],
  [['--host', 'a', '--root=-x']],
])('remote add %j is refused, and the file stays the same', async (words) => {
  const root = project({ [path]: config });
  const outcome = await run(root, ['remote', 'add', 'bad', ...words]);
  expect(outcome.code).not.toBe(0);
  expect(textIn(root)).toBe(config);
  expect(existsSync(join(root, `${path}.new`))).toBe(false);
});
