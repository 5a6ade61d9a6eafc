import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import type { Value } from '../../src/plan/plan.ts';
import { parameter } from '../../src/program/option.ts';
import type { ProgramParameter, ProgramParameters } from '../../src/program/parameter.ts';
import { detectProject } from '../../src/project/detect.ts';
import { initSweepFile } from '../../src/project/init-sweep-file.ts';
import { proposeSweep } from '../../src/project/propose-sweep.ts';
import { proposeValues } from '../../src/project/propose-values.ts';
import { sweepSchema } from '../../src/schema/schemas.ts';
import { validateShape } from '../../src/schema/validate.ts';
import { parseYaml } from '../../src/syntax/parse.ts';
import { temporaryProject } from './temporary-project.ts';

const value = (type: 'integer' | 'float' | 'string' | 'boolean', text: string): Value => ({ type, text });
const texts = (values: readonly Value[]): readonly string[] =>
  values.map((one) => (one.type === 'list' || one.type === 'map' ? one.type : one.text));
const program = (
  parameters: readonly ProgramParameter[],
  more: Partial<ProgramParameters> = {},
): ProgramParameters => ({ reader: 'argparse', passing: 'argparse', parameters, byPlace: [], ...more });

test.each([
  ['lr', 'float', '1e-3', ['1e-4', '1e-3']],
  ['lr', 'float', '0.1', ['0.01', '0.1']],
  ['optimizer.lr', 'float', '0.0000003', ['3e-8', '0.0000003']],
  ['momentum', 'float', '0.9', ['0.45', '0.9']],
  ['temperature', 'float', '1.0', ['0.5', '1.0']],
  ['weight-decay', 'float', '1', ['0.1', '1']],
  ['hidden_size', 'integer', '128', ['64', '128']],
  ['layers', 'integer', '1', ['1', '2']],
  ['shift', 'float', '-1.0', []],
  ['dropout', 'float', '0.0', []],
  ['seed', 'integer', '0', ['1', '2', '3']],
] as const)('%s, a %s with the default %s', (name, type, text, expected) => {
  const proposed = proposeValues(parameter(name, { type, default: value(type, text) }));
  expect(texts(proposed)).toEqual(expected);
});

test('without a default: choices, booleans, and usual values for the name', () => {
  const choices = [value('string', 'a'), value('string', 'b')];
  expect(texts(proposeValues(parameter('x', { type: 'string', choices })))).toEqual(['a', 'b']);
  expect(texts(proposeValues(parameter('x', { type: 'boolean', form: 'flag' })))).toEqual(['true', 'false']);
  expect(texts(proposeValues(parameter('learning-rate', { type: 'float' })))).toEqual(['1e-3', '1e-2']);
  expect(texts(proposeValues(parameter('lr', { type: 'integer' })))).toEqual([]);
  for (const type of ['string', 'float', 'unknown'] as const)
    expect(proposeValues(parameter('x', { type }))).toEqual([]);
  expect(proposeValues(parameter('seed', { type: 'string' }))).toEqual([]);
  expect(proposeValues(parameter('lr', { type: 'float', form: 'words' }))).toEqual([]);
});

test('two important parameters and the seed are swept, in the order of the program', () => {
  const integer = (name: string): ProgramParameter =>
    parameter(name, { type: 'integer', default: value('integer', '8') });
  const { grid, others, defaults, missing } = proposeSweep(
    program([
      integer('epochs'),
      integer('num-workers'),
      integer('width'),
      integer('seed'),
      integer('depth'),
      parameter('lr', { type: 'float', default: value('float', '0.1') }),
      parameter('data', { type: 'string', isRequired: true }),
      parameter('save_dir', { type: 'string', isRequired: true }),
      parameter('kind', { type: 'string', default: value('string', 'a') }),
      parameter('note', { type: 'string' }),
    ]),
  );
  expect(grid.map(({ parameter: { name } }) => name)).toEqual(['width', 'seed', 'lr']);
  expect(others.map(({ parameter: { name } }) => name)).toEqual(['epochs', 'num-workers', 'depth', 'kind']);
  expect(defaults).toEqual([{ name: 'save_dir', value: value('string', '{task_dir}') }]);
  expect(missing).toEqual(['data']);
});

test('required parameters are swept first, or get one value', () => {
  const needed = ['a', 'b', 'c'].map((name) =>
    parameter(name, {
      type: 'string',
      choices: [value('string', 'x'), value('string', 'y')],
      isRequired: true,
    }),
  );
  const { grid, defaults } = proposeSweep(program(needed));
  expect(grid.map(({ parameter: { name } }) => name)).toEqual(['a', 'b']);
  expect(defaults).toEqual([{ name: 'c', value: value('string', 'x') }]);
});

test('flags of two forms: the file only sweeps those of one form', () => {
  const flags = [
    parameter('a', { type: 'boolean', form: 'flag' }),
    parameter('b', { type: 'boolean', form: 'no-flag' }),
  ];
  const { grid } = proposeSweep(program(flags));
  expect(grid.map(({ parameter: { name } }) => name)).toEqual(['a']);
});

test('positional values are complete and in their order, or absent', () => {
  const lr = parameter('lr', { type: 'float', isRequired: true });
  const epochs = parameter('epochs', { type: 'integer', default: value('integer', '2') });
  const all = proposeSweep(program([epochs, lr], { passing: 'values' }));
  expect(all.grid.map(({ parameter: { name } }) => name)).toEqual(['epochs', 'lr']);
  const some = proposeSweep(
    program([parameter('data', { type: 'string', isRequired: true }), lr], { passing: 'values' }),
  );
  expect([some.grid, some.missing]).toEqual([[], ['data']]);
});

test('for any program the file is valid, and unknown values are comments', () => {
  const name = fc.stringMatching(/^[A-Za-z][\w.-]{0,12}$/);
  const scalar = fc.oneof(
    fc.record({ type: fc.constant('string' as const), text: fc.string() }),
    fc.record({ type: fc.constant('integer' as const), text: fc.integer().map(String) }),
    fc.record({
      type: fc.constant('float' as const),
      text: fc.constantFrom('0.1', '1e-7', '.5', '3.', '1e300'),
    }),
  );
  const one = fc
    .record({
      name,
      type: fc.constantFrom('integer', 'float', 'boolean', 'string', 'unknown'),
      default: fc.option(
        fc.oneof(scalar, fc.record({ type: fc.constant('list' as const), items: fc.array(scalar) })),
      ),
      choices: fc.array(scalar, { maxLength: 9 }),
      isRequired: fc.boolean(),
      form: fc.constantFrom('value', 'flag', 'no-flag', 'words', 'repeat'),
    })
    .map((known) => known as ProgramParameter);
  const parameters = fc.uniqueArray(one, { maxLength: 40, selector: (known) => known.name });
  const passing = fc.constantFrom('hydra', 'argparse', 'words', 'values', 'env');
  fc.assert(
    fc.property(parameters, passing, fc.uniqueArray(name, { maxLength: 2 }), (known, way, byPlace) => {
      const text = initSweepFile(
        {
          interpreter: null,
          script: { path: 'my train.py', alternatives: [], args: null },
          program: {
            reader: 'argparse',
            passing: way as ProgramParameters['passing'],
            parameters: known,
            byPlace,
          },
          configDirectory: null,
          system: null,
        },
        null,
      );
      const diagnostics = new Diagnostics();
      const root = parseYaml({ path: 'sweep.yaml', text }, diagnostics);
      const problems = (): readonly string[] =>
        diagnostics.sorted().map(({ code, message }) => `${code} ${message}`);
      expect(problems()).toEqual([]);
      const hasGrid = /^ {2}grid:/m.test(text) || !/^sweep:/m.test(text);
      if (root !== null && hasGrid) validateShape(root, sweepSchema, diagnostics);
      expect(problems()).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

const main = 'import hydra\n\n@hydra.main(version_base=None, config_path="../conf", config_name="main")\n';

test('Hydra: groups with their options, nested options, and those of the selected option', () => {
  const root = temporaryProject({
    'src/train.py': `${main}def train(config): ...\n`,
    'conf/main.yaml': `defaults:
  - model: cnn
  - optional sched: null
  - override hydra/launcher: joblib
  - _self_
seed: 1
out: \${hydra:runtime.output_dir}
data: {path: ???, shuffle: true, _target_: x.y}
hydra: {run: {dir: x}}
`,
    'conf/model/cnn.yaml': 'size: 16\ndropout: 0.2\n',
    'conf/model/mlp.yaml': 'size: 32\n',
    'conf/sched/step.yaml': '# @package _global_\ngamma: 0.1\n',
  });
  const { program: found, configDirectory } = detectProject(root, {}, null);
  expect(found?.parameters.map(({ name }) => name)).toEqual([
    'model',
    'model.size',
    'model.dropout',
    'sched',
    'seed',
    'data.path',
    'data.shuffle',
  ]);
  expect(found?.parameters[0]?.choices.map((one) => 'text' in one && one.text)).toEqual(['cnn', 'mlp']);
  expect(found?.parameters.find(({ name }) => name === 'data.path')?.isRequired).toBe(true);
  // The script itself names it.
  expect(configDirectory).toBeNull();
});

test('Hydra: a dataclass of the config store, with a nested one', () => {
  const root = temporaryProject({
    'train.py': `import hydra
@dataclass
class Optimizer:
    lr: float = 0.1
    name: str = "adam"

@dataclass(frozen=True)
class Config:
    """Of training."""

    data: str = MISSING
    optimizer: Optimizer = field(default_factory=Optimizer)
    epochs: int = 3  # of them

store = ConfigStore.instance()
store.store(name="config", node=Config)
store.store(group="model", name="cnn", node=Cnn)
@hydra.main(version_base=None, config_name="config")
def main(config): ...
`,
  });
  const found = detectProject(root, {}, null).program?.parameters;
  expect(found?.map(({ name, type, isRequired }) => `${name} ${type}${isRequired ? ' needed' : ''}`)).toEqual(
    ['data string needed', 'optimizer.lr float', 'optimizer.name string', 'epochs integer'],
  );
});
