import { expect, test } from 'vitest';
import { combinations, importing, tasksOf } from './importing.ts';

const file = (flags: string): string => `train:\n  exec: python train.py $\{flag_args}\n  flags: ${flags}\n`;

test('lists are a grid, and everything else a default', () => {
  const { yaml, diagnostics } = importing(
    file('{lr: [0.1, 0.01], seed: {default: [1, 2], description: a}, n: 3}'),
  );
  expect(diagnostics).toEqual([]);
  expect(yaml).toContain('command: [python, train.py] # line 2\nargs: argparse');
  expect([...tasksOf(yaml)].sort()).toEqual(
    [...combinations({ lr: ['0.1', '0.01'], seed: ['1', '2'], n: ['3'] })].sort(),
  );
});

test.each([
  ["'range[1:9:3]'", '1..7..3'],
  ["'linspace[0:1:3]'", '{from: 0.0, to: 1.0, count: 3}'],
  ["'logspace[-3:-1:3]'", '{from: 1e-3, to: 1e-1, count: 3, scale: log}'],
  ["'[1:8]'", '{from: 1, to: 8}'],
  ["'uniform[0:0.5]'", '{from: 0.0, to: 0.5}'],
  ["'loguniform[1e-4:1e-1]'", '{from: 1e-4, to: 1e-1, scale: log}'],
])('%s becomes %s', (theirs, ours) => {
  const { yaml } = importing(file(`{x: ${theirs}}`), { count: 3 });
  expect(yaml).toContain(` x: ${ours} #`);
  expect(tasksOf(yaml).length).toBe(3);
});

test('the requested operation of a file in the full form', () => {
  const text =
    '- model: m\n  operations:\n    a: {main: a, flags: {x: [1]}}\n    b: {main: b.c, flags: {y: [2]}}\n';
  expect(importing(text).diagnostics.map(({ code }) => code)).toEqual(['HSM556']);
  const { yaml } = importing(text, { operation: 'b' });
  expect(yaml).toContain('command: [python, -m, b.c]');
  expect(tasksOf(yaml)).toEqual(['y=2']);
});

test('flags that guild would refuse are reported, and so are those without an equivalent', () => {
  expect(importing(file("{x: 'beta[1:2]'}")).diagnostics.map(({ code }) => code)).toEqual(['HSM554']);
  const { diagnostics } = importing(
    'train:\n  flags-dest: globals\n  requires: {}\n  flags: {x: [1], y: null}\n',
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(['HSM552', 'HSM552', 'HSM552']);
});
