import { expect, test } from 'vitest';
import { check, codes } from './harness.ts';

const sweep = (resources: string): string =>
  `args: argparse\nsweep:\n  - grid: {a: [1]}\n  - grid: {a: [2]}\n    resources: ${resources}\n`;

test('what a block asks for, read as resources are', () => {
  const { sweep: checked } = check(sweep('{memory: 64gb, walltime: 8h, partition: null}'));
  expect(checked?.blocks.map(({ resources }) => resources)).toEqual([
    {},
    { memory: 65_536, walltime: 28_800, partition: null },
  ]);
  expect(codes(sweep('{memory: 64}')).map((line) => line.slice(0, 6))).toEqual(['HSM402']);
});

test('a case has none', () => {
  const cases =
    'args: argparse\nsweep:\n  cases:\n    - grid: {a: [1]}\n      resources: {cpus: 2}\n    - grid: {a: [2]}\n';
  expect(codes(cases)).toEqual(['HSM349 5:7']);
});
