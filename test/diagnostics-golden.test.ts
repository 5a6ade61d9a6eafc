import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { project, run } from './cli/run-main.ts';

/**
 * The exact output of `hsm check` for the sweeps in `diagnostics-golden`: `err/NAME.yaml` is refused with exit code 1,
 * `ok/NAME.yaml` passes, with or without warnings. `NAME.txt` is the output, `NAME.hsm_config.yaml` an optional project
 * file. `UPDATE_GOLDEN=1` updates the output.
 */
const UPDATE = process.env['UPDATE_GOLDEN'] === '1';
const folder: string = fileURLToPath(new URL('diagnostics-golden', import.meta.url));
const CONFIG = '.hsm_config.yaml';

const cases: readonly { readonly kind: string; readonly name: string }[] = ['err', 'ok'].flatMap((kind) =>
  readdirSync(join(folder, kind))
    .filter((file) => file.endsWith('.yaml') && !file.endsWith(CONFIG))
    .map((file) => ({ kind, name: file.slice(0, -'.yaml'.length) })),
);

test.each(cases)('$kind/$name', async ({ kind, name }) => {
  const stem = join(folder, kind, name);
  const config = existsSync(stem + CONFIG) ? readFileSync(stem + CONFIG, 'utf8') : '';
  const python = 'paths:\n  python_interpreter: bin/python\n';
  const root = project({
    'sweeps/sweep.yaml': readFileSync(`${stem}.yaml`, 'utf8'),
    'sweeps/hsm_config.yaml': config + python,
    'bin/python': '',
  });
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  chmodSync(join(root, 'bin', 'python'), 0o755);
  const { code, output, error } = await run(root, ['check']);
  const printed = error + output;
  if (UPDATE) writeFileSync(`${stem}.txt`, printed);
  expect(printed).toBe(readFileSync(`${stem}.txt`, 'utf8'));
  expect(code).toBe(kind === 'err' ? 1 : 0);
  expect(printed).toMatch(kind === 'err' ? /^error\[HSM\d{3}\]: /m : /no errors\n$/);
  expect(existsSync(join(root, 'sweeps', 'outputs'))).toBe(false);
});

test('no output is left without its sweep', () => {
  const texts = ['err', 'ok'].flatMap((kind) =>
    readdirSync(join(folder, kind))
      .filter((file) => file.endsWith('.txt'))
      .map((file) => ({ kind, name: file.slice(0, -'.txt'.length) })),
  );
  expect(texts).toEqual(cases);
  expect(cases.filter(({ kind }) => kind === 'err').length).toBeGreaterThanOrEqual(25);
});

test('the most common mistake: `gird:`', () => {
  const text = readFileSync(join(folder, 'err', 'misspelt-key.txt'), 'utf8');
  expect(text).toMatch(/^error\[HSM201\]: /);
  expect(text).toContain('sweeps/sweep.yaml:2:3\n');
  expect(text).toContain('  |   ^^^^');
  expect(text).toContain('did you mean `grid`?');
});
