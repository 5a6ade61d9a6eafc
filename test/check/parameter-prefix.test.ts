import { expect, test } from 'vitest';
import { codes } from './harness.ts';

test('a value cannot contain another parameter', () => {
  expect(codes('sweep:\n  grid:\n    model: [1, 2]\n    model.name: [a]\n')).toEqual(['HSM306 4:5 3:5']);
  expect(codes('sweep:\n  grid:\n    a.b.c: [x]\n    a: [{b: 1}]\n')).toEqual(['HSM306 3:5 4:5']);
});

test('text may name a config group, so there is only a warning', () => {
  expect(codes('sweep:\n  grid:\n    model: [cnn, mlp]\n    model.size: [1]\n')).toEqual(['HSM307 4:5 3:5']);
  expect(codes('sweep:\n  grid:\n    model: [cnn, 1]\n    model.size: [1]\n')).toEqual(['HSM306 4:5 3:5']);
});

test('a default counts in each block, and is reported once', () => {
  const text = 'defaults: {model: 3}\nsweep:\n  - grid: {model.a: [1]}\n  - grid: {model.b: [1]}\n';
  expect(codes(text)).toEqual(['HSM306 3:12 1:12', 'HSM306 4:12 1:12']);
  expect(codes('defaults: {m: 1, m.n: 2}\nsweep: [{grid: {a: [1]}}, {grid: {b: [1]}}]\n')).toEqual([
    'HSM306 1:18 1:12',
  ]);
});

test('prefixes of Hydra and packages are not part of the name', () => {
  expect(codes('sweep:\n  grid:\n    +m: [1]\n    ++m.n: [2]\n')).toEqual(['HSM306 4:5 3:5']);
});

test('names that only share a prefix, other blocks and other conventions pass', () => {
  expect(codes('sweep:\n  grid: {model: [1], model_name: [2]}\n')).toEqual([]);
  expect(codes('sweep:\n  - grid: {model: [1]}\n  - grid: {model.name: [2]}\n')).toEqual([]);
  expect(codes('args: argparse\nsweep:\n  grid: {model: [1], model.name: [2]}\n')).toEqual([]);
});

test('a config group that is found gives no warning', () => {
  const text = 'sweep:\n  grid:\n    model: [cnn, mlp]\n    model.size: [1]\n';
  const scriptText = '@hydra.main(version_base=None, config_path="conf", config_name="config")\n';
  expect(codes(text, { scriptText })).toEqual([]);
  expect(codes(text, { trainScript: 'src/train.py', scriptText, missing: ['conf/model/mlp.yaml'] })).toEqual(
    [],
  );
  const gone = (directory: string): string[] => [`${directory}/model/mlp.yaml`];
  expect(codes(text, { scriptText, missing: gone('conf') })).toEqual(['HSM307 4:5 3:5']);
  expect(codes(text, { configDirectory: 'cfg', missing: gone('conf') })).toEqual([]);
  expect(codes(text, { configDirectory: 'cfg', missing: gone('cfg') })).toEqual(['HSM307 4:5 3:5']);
  // A number cannot select a config, and a field is not a group.
  expect(codes(text.replace('mlp', '1'), { scriptText })).toEqual(['HSM306 4:5 3:5']);
  expect(codes(text.replaceAll('model', 'a.b'), { scriptText })).toEqual(['HSM307 4:5 3:5']);
});
