import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { combinations, importing, tasksOf } from './importing.ts';

const file = readFileSync(new URL('files/seml.yaml', import.meta.url), 'utf8');

test('every configuration is a block with the tasks that seml makes', () => {
  const { yaml, diagnostics } = importing(file);
  const tasks = tasksOf(yaml).map((task) => task.replace(/ model\.dropout=0\.\d+/, ''));
  const shared = { 'optimizer.name': ['adam'], 'optimizer.amsgrad': ['False'], depth: ['2', '4', '6'] };
  const rates = ['0.0001', '0.001', '0.01'];
  const small = [
    ...combinations({ ...shared, epochs: ['100'], lr: rates, data: ['a'], size: ['[16]'] }),
    ...combinations({ ...shared, epochs: ['100'], lr: rates, data: ['b'], size: ['[32,16]'] }),
  ];
  const large = combinations({ ...shared, epochs: ['10'], lr: ['0.1'], data: ['c'] });
  expect([...tasks].sort()).toEqual([...small, ...small, ...large].sort());
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'HSM552 seml: `output_dir` has no equivalent',
    'HSM553 `random` becomes a sample with different numbers',
  ]);
});

test('jobs become resources, and the program is started as Sacred expects', () => {
  const { yaml } = importing(file);
  expect(yaml).toContain('command: [python, main.py, with] # line 2\n');
  expect(yaml).toContain('resources:\n  gpus: 1 # line 11: gres\n  memory: 16G # line 12: mem\n  cpus: 2');
  expect(yaml).toContain('targets:\n  slurm:\n    array_throttle: 4 # line 9: max_simultaneous_jobs\n');
});

test('one configuration has its fixed parameters as defaults', () => {
  const { yaml } = importing(
    'seml: {executable: main.py}\nfixed: {a: 1}\ngrid:\n  b: {type: uniform, min: 0, max: 1, num: 3}\n',
  );
  expect(yaml).toContain('defaults:\n  a: 1 #');
  expect(tasksOf(yaml)).toEqual(['a=1 b=0.0', 'a=1 b=0.5', 'a=1 b=1.0']);
});

const grid = (parameter: string): string => `seml: {executable: main.py}\ngrid:\n  x: ${parameter}\n`;

test.each([
  ['{type: choice, options: []}', '[]'],
  ['{type: lognormal, min: 1, max: 2}', 'lognormal'],
  ['{type: range, min: 1, max: 2}', '{type: range, min: 1, max: 2}'],
  ['{type: loguniform, min: 0, max: 2, num: 2}', '{type: loguniform, min: 0, max: 2, num: 2}'],
  ['{type: range, min: 2, max: 1, step: 1}', '{type: range, min: 2, max: 1, step: 1}'],
  ['3', '3'],
])('nothing is printed for %s', (parameter, place) => {
  const text = grid(parameter);
  const { yaml, diagnostics } = importing(text);
  const span = diagnostics[0]?.primary?.span;
  expect(yaml).toBe(null);
  expect(diagnostics.map(({ code }) => code)).toEqual(['HSM554']);
  expect(text.slice(span?.start, span?.end)).toBe(place);
});
