import { expect, test } from 'vitest';
import { codes } from './harness.ts';

test('a name outside the grammar', () => {
  expect(codes('sweep:\n  grid: {"a b": [1], c=d: [1], "": [1]}\n')).toEqual([
    'HSM320 2:10',
    'HSM320 2:22',
    'HSM320 2:32',
  ]);
});

test('names that the grammar allows', () => {
  expect(codes('sweep:\n  grid: {a.b_c: [1], +d: [1], ++e: [1], db@f.g: [x]}\n')).toEqual([]);
});

test('a missing value, at any depth, in defaults too', () => {
  expect(codes('defaults: {a: "???"}\nsweep:\n  grid: {b: [x, ["???"], {c: "???"}]}\n')).toEqual([
    'HSM321 1:15',
    'HSM321 3:18',
    'HSM321 3:30',
  ]);
});

test('a map key that cannot be quoted', () => {
  expect(codes(`sweep:\n  grid: {b: [{"it's": 1}]}\n`)).toEqual(['HSM321 2:15']);
});

test('settings that hsm makes itself', () => {
  const text = 'defaults: {hydra.run.dir: x, hydra: {sweep: {dir: z}}, +hydra.mode: MULTIRUN}\n';
  expect(codes(`${text}sweep:\n  grid: {hydra.job.chdir: [true]}\n`)).toEqual([
    'HSM322 1:12',
    'HSM322 1:46',
    'HSM322 1:56',
  ]);
});

test('other conventions carry all of these', () => {
  expect(codes('args: ["{name}", "{value}"]\nsweep:\n  grid: {"a b": ["???"]}\n')).toEqual([]);
});
