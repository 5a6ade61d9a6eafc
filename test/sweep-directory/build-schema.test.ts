import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { version } from '../../src/compiler/version.ts';
import { readBuild } from '../../src/sweep-directory/build-json.ts';
import { buildCase, goldenCases } from '../golden/cases.ts';

const schema: object = JSON.parse(
  readFileSync(new URL('../../schemas/build.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);

function problems(build: unknown): unknown {
  validate(build);
  return validate.errors ?? [];
}

const quickstarts = goldenCases.filter(({ name, rejected }) => name === 'quickstart' && !rejected);

test.each(quickstarts)('build.json of $target names its driver and every file', async (golden) => {
  const { root, directory, compilation, files } = await buildCase(golden);
  const text: unknown = JSON.parse(files.get('build.json') ?? '');
  const build = readBuild(directory ?? '');
  rmSync(root, { recursive: true, force: true });
  expect(build).toEqual(text);
  expect(problems(build)).toEqual([]);
  expect(build?.generator).toBe(`hsm ${version}`);
  // Including those that it requires.
  const drivers = [...compilation.drivers].map(([name, driver]) => [name, { driver }]);
  expect(drivers.map(([name]) => name)).toContain(golden.target);
  expect(build?.targets).toEqual(Object.fromEntries(drivers));
  expect(Object.keys(build?.files ?? {})).toEqual([...files.keys()]);
  for (const change of [{ extra: 1 }, { format: 2 }, { targets: { a: {} } }, { files: { a: '' } }]) {
    expect(problems({ ...build, ...change })).not.toEqual([]);
  }
});

test('an empty directory has no build', () => {
  const empty = mkdtempSync(join(tmpdir(), 'hsm-empty-'));
  expect(readBuild(empty)).toBeNull();
  rmSync(empty, { recursive: true, force: true });
});
