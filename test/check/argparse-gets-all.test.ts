import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

const script = (...options: readonly string[]): string =>
  [
    'import argparse\nparser = argparse.ArgumentParser()',
    'parser.add_argument("--lr", type=float)',
    ...options.map((option) => `parser.add_argument(${option})`),
  ].join('\n');
const REQUIRED = '"-d", "--data", required=True';
const SWEEP = 'args: argparse\nsweep: {grid: {lr: [1, 2]}}\n';

test('a required option that is never passed', () => {
  const diagnostic = only(SWEEP, { scriptText: script(REQUIRED) });
  expect(diagnostic).toMatchObject({ code: 'HSM359', severity: 'warning' });
  expect(diagnostic.message).toContain('requires `--data`, which no task passes');
  expect(diagnostic.help).toBe('set `data` under `defaults`, or sweep over it');
});

test('a block whose tasks lack it', () => {
  const blocks = 'args: argparse\nsweep: [{grid: {lr: [1], data: [a]}}, {grid: {lr: [2]}}]\n';
  expect(only(blocks, { scriptText: script(REQUIRED) }).message).toContain('some tasks do not pass');
});

test.each([
  'defaults: {data: x}',
  'defaults: {dat: x}',
  'derive: {data: "{lr}"}',
  'command: [python3, a.py, --data, x]',
  'command: [python3, a.py, --data=x]',
  'command: [python3, a.py, --da, x]',
  'command: [python3, a.py, -dx]',
  'command: [python3, a.py, "@options.txt"]',
])('it is passed: %s', (line) => {
  expect(codes(`${line}\n${SWEEP}`, { scriptText: script(REQUIRED) })).toEqual([]);
});

test.each([
  ['"path"', 'command: [python, '],
  ['"path", nargs="+"', 'VALUE]`'],
  ['"-d", required=True', ', -d, VALUE]`'],
])('%s has no long name: the help writes it in the command', (option, help) => {
  expect(only(SWEEP, { scriptText: script(option) }).help).toContain(help);
});

test.each(['"path", nargs="?"', '"path", nargs=argparse.REMAINDER', '"--data", required=is_remote'])(
  'not required, or not known to be: %s',
  (option) => {
    expect(codes(SWEEP, { scriptText: script(option) })).toEqual([]);
  },
);

test('a positional argument in the command', () => {
  const command = `command: [python3, a.py, data]\n${SWEEP}`;
  expect(codes(command, { scriptText: script('"path"') })).toEqual([]);
  expect(codes(`command: [python3, a.py]\n${SWEEP}`, { scriptText: script('"path"') })).toEqual([
    'HSM359 1:20',
  ]);
});

test('a misspelt name is reported once, as such', () => {
  const misspelt = 'args: argparse\nsweep: {grid: {lr: [1], dataa: [x]}}\n';
  expect(codes(misspelt, { scriptText: script(REQUIRED) })).toEqual(['HSM350 2:25']);
});
