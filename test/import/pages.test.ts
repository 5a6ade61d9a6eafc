import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { project, run } from '../cli/run-main.ts';

/** The pages whose example is a file for `hsm import`. */
const codes = ['HSM551', 'HSM552', 'HSM553', 'HSM554', 'HSM555', 'HSM556'];

test.each(codes)('the example of %s gives that code', async (code) => {
  const page = readFileSync(new URL(`../../docs/diagnostics/${code}.md`, import.meta.url), 'utf8');
  const [, name = '', text = ''] = /```\w+ (\S+)\n([\s\S]*?)```/.exec(page) ?? [];
  const [, command = ''] = /```sh\nhsm (.*)\n```/.exec(page) ?? [];
  const { code: exit, output, error } = await run(project({ [name]: text }), command.split(' '));
  expect(error).toContain(`[${code}]`);
  expect(exit).toBe(error.includes('error[') ? 1 : 0);
  expect(output === '').toBe(exit === 1);
});

test("`hsm check` names the command that reads another tool's file", async () => {
  const text = 'method: grid\nparameters: {a: {values: [1]}}\nprogram: train.py\n';
  const { code, error } = await run(project({ 'sweeps/sweep.yaml': text }), ['check']);
  expect(code).toBe(1);
  expect(error).toContain('this is a W&B sweep file');
  expect(error).toContain('run `hsm import sweeps/sweep.yaml`');
});

test('`hsm check` recognises a script with a Hydra command line', async () => {
  const root = project({ 'sweep.sh': '#!/bin/bash\npython train.py -m a=1,2\n' });
  const { code, error } = await run(root, ['check', '-c', 'sweep.sh']);
  expect(code).toBe(1);
  expect(error).toContain('error[HSM550]: this is a Hydra command line');
  expect(error).toContain('1 error\n');
});
