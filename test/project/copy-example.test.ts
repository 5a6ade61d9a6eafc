import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packagePaths } from '../../src/compiler/package-paths.ts';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { copyExample, listExamples } from '../../src/project/copy-example.ts';
import { run } from '../cli/run-main.ts';

const { examples } = packagePaths();
const empty = (): string => mkdtempSync(join(tmpdir(), 'hsm-example-'));

test.each(listExamples(examples))('init copies the example %s, which passes the check', async (name) => {
  const parent = empty();
  const { code, output } = await run(parent, ['init', '--example', name]);
  expect({ code, output }).toEqual({
    code: 0,
    output: `wrote ${name}\nnext: cd ${name}, and follow its README.md\n`,
  });
  expect(readdirSync(parent)).toEqual([name]);
  const copy = join(parent, name);
  const paths = readdirSync(copy, { recursive: true, encoding: 'utf8' });
  expect(paths.filter((path) => /(?:^|\/)(?:outputs|__pycache__)(?:\/|$)/.test(path))).toEqual([]);
  for (const path of paths.filter((each) => /\.(?:md|ya?ml)$/.test(each))) {
    expect(readFileSync(join(copy, path), 'utf8')).not.toMatch(/\.\.\/\.\.|\$schema/);
  }
  expect((await run(copy, ['check'])).code).toBe(0);
});

test('an unknown example is an error, and existing files stay', async () => {
  const parent = empty();
  expect((await run(parent, ['init', '--example', 'quikstart'])).error).toMatch(
    /HSM560[\s\S]*did you mean `quickstart`\?/,
  );
  expect((await run(parent, ['init', '--example', '../quickstart'])).code).toBe(1);
  expect((await run(parent, ['init', '--example', 'zzzzzz'])).error).toContain('the examples are ');
  expect(readdirSync(parent)).toEqual([]);
  mkdirSync(join(parent, 'quickstart'));
  writeFileSync(join(parent, 'quickstart', 'mine'), '');
  expect((await run(parent, ['init', '--example', 'quickstart'])).error).toContain('HSM561');
  expect(readdirSync(join(parent, 'quickstart'))).toEqual(['mine']);
  expect(readdirSync(parent)).toEqual(['quickstart']);
});

test('a package inside the project gets a relative path, and results are not copied', () => {
  const parent = empty();
  const held = join(parent, 'held');
  mkdirSync(join(held, 'one', 'sweeps', 'outputs', 'first'), { recursive: true });
  writeFileSync(
    join(held, 'one', 'README.md'),
    'See [a page](../../docs/page.md#part) and [this](train.py).\n',
  );
  const line = '# yaml-language-server: $schema=../../../schemas/sweep.schema.json\n';
  writeFileSync(join(held, 'one', 'sweeps', 'sweep.yaml'), `${line}sweep: {}\n`);
  expect(copyExample('one', held, join(parent, 'node_modules/x/schemas'), parent, new Diagnostics())).toBe(
    'one',
  );
  expect(readFileSync(join(parent, 'one', 'README.md'), 'utf8')).toBe(
    'See a page (`docs/page.md` of hsm) and [this](train.py).\n',
  );
  expect(readFileSync(join(parent, 'one', 'sweeps', 'sweep.yaml'), 'utf8').split('\n')[0]).toBe(
    '# yaml-language-server: $schema=../../node_modules/x/schemas/sweep.schema.json',
  );
  expect(existsSync(join(parent, 'one', 'sweeps', 'outputs'))).toBe(false);
});
