import { expect, test } from 'vitest';
import { check, codes, only } from './harness.ts';

const rest =
  'args: argparse\ndefaults: {k: 1}\nderive: {d: "= seed"}\nsweep: {grid: {lr: [1, 2], seed: [1, 2]}}\n';

test('swept parameters, each once', () => {
  expect(check(`replicates: [seed, seed]\n${rest}`).sweep?.replicates).toEqual(['seed']);
});

test('nothing that is not swept', () => {
  expect(only(`replicates: [sede]\n${rest}`)).toMatchObject({ code: 'HSM348', help: 'did you mean `seed`?' });
  expect(codes(`replicates: [k, d]\n${rest}`)).toEqual(['HSM348 1:14', 'HSM348 1:17']);
});
