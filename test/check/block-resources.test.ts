import { expect, test } from 'vitest';
import { check, codes } from './harness.ts';

const sweep = (resources: string): string =>
  `args: argparse\nsweep:\n  - grid: {a: [1]}\n  - grid: {a: [2]}\n    resources: ${resources}\n`;

test('the resources of a block are read like resources', () => {
  const { sweep: checked } = check(sweep('{memory: 64gb, walltime: 8h, partition: null}'));
  expect(checked?.blocks.map(({ resources }) => resources)).toEqual([
    {},
    { memory: 65_536, walltime: 28_800, partition: null },
  ]);
  expect(codes(sweep('{memory: 64}')).map((line) => line.slice(0, 6))).toEqual(['HSM402']);
});

const cases = (block: string, first: string, inner: string): string =>
  `args: argparse
sweep:
  cases:
    - grid: {a: [1, 2]}
      resources: ${first}
    - grid: {a: [3]}
      resources: {memory: 2gb, walltime: 2h}
      cases:
        - grid: {b: [1]}
        - grid: {b: [2]}
          resources: ${inner}
    - grid: {a: [4]}
  resources: ${block}
`;

test('a case has its own requests, and otherwise those of the case or the block around it', () => {
  const { sweep: checked } = check(cases('{cpus: 4}', '{memory: 1gb}', '{walltime: 3h, cpus: 8}'));
  expect(checked?.blocks.map(({ resources, caseResources }) => [resources, caseResources])).toEqual([
    [
      { cpus: 4 },
      [
        { rows: 2, resources: { memory: 1024 } },
        { rows: 1, resources: { memory: 2048, walltime: 7200 } },
        { rows: 1, resources: { memory: 2048, walltime: 10_800, cpus: 8 } },
        { rows: 1, resources: {} },
      ],
    ],
  ]);
});

test('an invalid resource in a case is reported once, with its place', () => {
  const found = codes(cases('{cpus: 4}', '{memory: 64}', '{walltime: 3x}'));
  expect(found.map((line) => line.slice(0, 9))).toEqual(['HSM402 5:', 'HSM401 11']);
});
