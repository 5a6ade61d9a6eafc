import { expect, test } from 'vitest';
import { didYouMean } from '../../src/diagnostics/suggest.ts';

test.each([
  ['gird', ['paired', 'grid', 'exclude'], 'grid'],
  ['Wall-Time', ['walltime'], 'walltime'],
  ['modul', ['module', 'modules'], 'module'],
  ['resource', ['resources', 'metadata'], 'resources'],
  ['train-script', ['train_script'], 'train_script'],
  ['lr', ['args', 'wandb'], undefined],
  ['grid', ['args', 'wandb'], undefined],
  ['', ['args'], undefined],
  ['x', [], undefined],
])('%j among %j is %j', (word, candidates, expected) => {
  expect(didYouMean(word, candidates)).toBe(expected);
});
