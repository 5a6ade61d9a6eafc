import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

const script = (line: string): Record<string, string> => ({
  'train.py': `import hydra\n@hydra.main(version_base=None, ${line})\ndef main(cfg): pass\n`,
});
const texts: Readonly<Record<string, string>> = {
  ...script('config_path="conf", config_name="config"'),
  'conf/config.yaml':
    'defaults:\n  - base\n  - model: cnn\n  - opt: null\n  - override hydra/launcher: basic\n  - _self_\n' +
    'lr: 0.1\nextra: {a: 1, none: null}\nlayers: [8, 8]\n',
  'conf/base.yaml': 'seed: 1\n',
  'conf/model/cnn.yaml': 'depth: 2\n',
  'conf/model/mlp.yaml': 'width: 3\nhead: {bias: true}\n',
  'conf/opt/sgd.yaml': 'momentum: 1\n',
};
const grid = (line: string): string => `sweep: {grid: {${line}}}\n`;
const found = (line: string, more: Readonly<Record<string, string>> = {}, head = ''): readonly string[] =>
  codes(`${head}${grid(line)}`, { texts: { ...texts, ...more } }).map((code) => code.split(' ')[0] ?? '');

// The result of each was measured with Hydra 1.3.
test.each([
  'lr: [1]',
  'seed: [1]',
  'extra.a: [1]',
  'extra: [1]',
  'layers.0: [1]',
  'model: [cnn, mlp]',
  'model.depth: [1]',
  'model: [mlp], model.head.bias: [true]',
  'opt: [sgd]',
  'opt: [sgd], opt.momentum: [1]',
  '+new: [1]',
  '++new: [1]',
  '+new.a: [1], new.b: [1]',
  'hydra.verbose: [true]',
  'model@other: [cnn]',
])('Hydra accepts %s', (line) => {
  expect(found(line)).toEqual([]);
});

test.each([
  ['lrr: [1]', 'HSM349'],
  ['lr.a: [1]', 'HSM349'],
  ['extra.b: [1]', 'HSM349'],
  ['extra.none.a: [1]', 'HSM349'],
  ['model.dept: [1]', 'HSM349'],
  ['opt.momentum: [1]', 'HSM349'],
  ['foo/bar: [a]', 'HSM349'],
  ['model: [cnn, transformer]', 'HSM398'],
  ['"a b": [1]', 'HSM320'],
])('Hydra refuses %s', (line, code) => {
  expect(found(line)).toEqual([code]);
});

test('the help suggests similar names', () => {
  const help = (line: string): string | undefined => only(grid(line), { texts }).help;
  expect(help('model.dept: [1]')).toBe('did you mean `model.depth`?');
  expect(help('depth: [1]')).toBe('did you mean `model.depth`?');
  expect(help('zeta: [1]')).toContain('write `+zeta`');
  expect(help('model: [cnn, mpl]')).toContain('`model/mpl.yaml`');
});

test('the directory may come from the settings, and options from the command', () => {
  const named = script('config_name="config"');
  const options = { texts: { ...texts, ...named }, configDirectory: 'conf' };
  expect(codes(grid('lrr: [1]'), options).map((code) => code.split(' ')[0])).toEqual(['HSM349']);
  const command = 'command: [python, train.py, model=mlp]\n';
  expect(found('model.width: [1]', {}, command)).toEqual([]);
  expect(found('model.width: [1]', {}, 'command: [python, train.py]\n')).toEqual(['HSM349']);
});

test.each<[string, Readonly<Record<string, string>>, string?]>([
  ['no config is named', script('config_path="conf", config_name=None')],
  ['a config that is computed', script('config_path="conf", config_name=NAME')],
  ['structured configs', { 'train.py': `${texts['train.py']}ConfigStore.instance()\n` }],
  ['a config that is not a file', { 'conf/base.yaml': '' }],
  ['a package', { 'conf/model/cnn.yaml': '# @package _global_\ndepth: 2\n' }],
  ['a package of its own', { 'conf/model/cnn.yaml': '# @package _group_\ndepth: 2\n' }],
  ['a group elsewhere', { 'conf/config.yaml': 'defaults: [{model@other: cnn}]\n' }],
  ['a default that is computed', { 'conf/config.yaml': `defaults: [{model: "$\{size}"}]\n` }],
  ['defaults of a default', { 'conf/base.yaml': 'defaults: [more]\n' }],
  ['another config', {}, 'command: [python, train.py, --config-name=other]\n'],
  ['an option that the command adds', {}, 'command: [python, train.py, +lrr=1]\n'],
  ['another convention', {}, 'args: env\n'],
])('nothing is reported if the configs are not completely known: %s', (_, more, head) => {
  expect(found('lrr: [1]', more, head)).toEqual([]);
});

test('a group in code, or with its own defaults, is open', () => {
  const config = { 'conf/config.yaml': 'defaults: [{model: cnn}, {data: mnist}]\n' };
  expect(found('data.path: [a]', config)).toEqual([]);
  expect(found('model.any: [a]', { 'conf/model/cnn.yaml': 'defaults: [/data: a]\n' })).toEqual([]);
});

test('a primary config always has the top as its package', () => {
  const config = { 'conf/config.yaml': `# @package _global_\n${texts['conf/config.yaml']}` };
  expect(found('model.dept: [1]', config)).toEqual(['HSM349']);
  expect(found('model.depth: [1]', config)).toEqual([]);
});

test('Hydra finds no configs that end in .yml', () => {
  expect(found('model: [cnn, big]', { 'conf/model/big.yml': 'depth: 9\n' })).toEqual(['HSM398']);
});
