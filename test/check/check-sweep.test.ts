import { expect, test } from 'vitest';
import { check } from './harness.ts';

const text = `script: fit.py
args: ["{name}={value}", "{{x}}{task_id}"]
defaults: {trainer: {epochs: 3}, layers: [1, 2]}
metadata: {owner: me}
sweep:
  - grid:
      model: {size: [1, 2]}
      seed: [1, 2]
    paired:
      - both: {a: [x, u], b: [z, w]}
      - c: [1]
        d: [2]
    exclude:
      - {both: nothing}
  - grid: {seed: [3]}
`;

const good = text.replace('{both: nothing}', '{seed: [2, 1], model.size: 2, a: u}');

test('a valid sweep is returned whole', () => {
  const { sweep, diagnostics } = check(good);
  expect(diagnostics).toEqual([]);
  expect(
    sweep?.blocks.map(({ axes }) =>
      axes.map(({ group, parameters }) => [group, ...parameters.map((p) => p.name)]),
    ),
  ).toEqual([
    [
      [null, 'model.size'],
      [null, 'seed'],
      ['both', 'a', 'b'],
      [null, 'c', 'd'],
    ],
    [[null, 'seed']],
  ]);
  expect(sweep?.blocks[0]?.excludes.map(({ matches }) => matches)).toEqual([
    [
      { axis: 0, rows: [1] },
      { axis: 1, rows: [0, 1] },
      { axis: 2, rows: [1] },
    ],
  ]);
  expect(sweep?.defaults.map(({ name }) => name)).toEqual(['trainer.epochs', 'layers']);
  expect(sweep?.metadata.map(({ name }) => name)).toEqual(['owner']);
  expect(sweep?.command.words).toEqual([
    [{ kind: 'text', text: 'python3' }],
    [{ kind: 'text', text: 'fit.py' }],
  ]);
  expect(sweep?.command.script).toBe('fit.py');
  expect(sweep?.convention).toEqual({
    kind: 'template',
    booleans: 'value',
    lists: 'json',
    words: [
      [
        { kind: 'hole', hole: { kind: 'name' } },
        { kind: 'text', text: '=' },
        { kind: 'hole', hole: { kind: 'value' } },
      ],
      [
        { kind: 'text', text: '{x}' },
        { kind: 'hole', hole: { kind: 'task_id' } },
      ],
    ],
  });
  expect(sweep?.resources.cpus).toBe(4);
  expect(sweep?.wandb).toBeNull();
});

test('after an error there is no sweep, after a warning there is', () => {
  expect(check(text).sweep).toBeNull();
  expect(check('sweep:\n  grid: {a: [1, 1]}\n').sweep).not.toBeNull();
});

test('an exclude that matches nothing is dropped', () => {
  const { sweep } = check('sweep:\n  grid: {a: [1, 2]}\n  exclude: [{a: 3}]\n');
  expect(sweep?.blocks[0]?.excludes).toEqual([]);
});

test('a command replaces interpreter and script', () => {
  const { sweep } = check(`command: run 'a b' --out={task_dir}\nsweep: {grid: {a: [1]}}\n`);
  expect(sweep?.command.script).toBeNull();
  expect(sweep?.command.words).toEqual([
    [{ kind: 'text', text: 'run' }],
    [{ kind: 'text', text: 'a b' }],
    [
      { kind: 'text', text: '--out=' },
      { kind: 'hole', hole: { kind: 'task_dir' } },
    ],
  ]);
});
