import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combinations, importing, tasksOf } from './importing.ts';

function file(name: string): string {
  return readFileSync(new URL(`files/${name}.yaml`, import.meta.url), 'utf8');
}

function places(text: string): readonly string[] {
  return importing(text).diagnostics.map(({ code, primary }) => {
    const span = primary?.span;
    return `${code} ${span === undefined ? '' : text.slice(span.start, span.end).split('\n')[0]}`;
  });
}

test('a grid has the tasks that W&B makes', () => {
  const { yaml } = importing(file('wandb-grid'));
  const expected = combinations({
    batch_size: ['32', '64', '128'],
    lr: ['1e-2', '0.001'],
    use_bn: ['True', 'False'],
    epochs: ['10'],
    seed: ['1', '2', '3'],
    width: ['64', '128', '192'],
  });
  expect([...tasksOf(yaml)].sort()).toEqual([...expected].sort());
  expect(yaml).toContain('    lr: [1e-2, 0.001] # line 12\n');
});

test('a random search is a sample, nested names have dots, and flags are flags', () => {
  const { yaml } = importing(file('wandb-random'));
  expect(yaml).toContain('args: {style: ["--{name}={value}"], booleans: flag}');
  expect(yaml).toContain('optimizer.lr: {from: 1e-5, to: 1e-1, scale: log} # line 13: log_uniform_values');
  expect(yaml).toContain('optimizer.weight_decay: {from: 0.000100034, to: 0.100259, scale: log}');
  expect(tasksOf(yaml).length).toBe(12);
  expect(tasksOf(yaml)[0]).toMatch(/^data\.augment=\w+ data\.workers=4 init=\S+ layers=[1-4] optimizer\.lr=/);
});

test('parts of a Bayesian search without an equivalent are reported in their place', () => {
  expect(places(file('wandb-bayes'))).toEqual([
    'HSM553 bayes',
    'HSM555 bayes',
    'HSM553 { name: loss, goal: minimize }',
    'HSM552 early_terminate',
    'HSM553 { distribution: q_log_uniform_values, min: 16, max: 512, q: 8 }',
  ]);
  const tasks = tasksOf(importing(file('wandb-bayes'), { count: 7 }).yaml);
  expect(tasks.length).toBe(7);
  for (const task of tasks) expect(task).toMatch(/^ema=(True|False) lr=[\d.e-]+ units=\d+$/);
});

const sweep = (parameters: string, method = 'random'): string =>
  `program: train.py\nmethod: ${method}\nrun_cap: 3\nparameters:\n  x: ${parameters}\n`;

test.each([
  ['{min: 1, max: 5}', '1..5'],
  ['{min: 1, max: 5.5}', '{from: 1.0, to: 5.5}'],
  ['{distribution: uniform, min: 0, max: 1}', '{from: 0.0, to: 1.0}'],
  ['{distribution: q_uniform, min: 0, max: 1, q: 0.25}', '{from: 0.0, to: 1.0, step: 0.25}'],
  ['{distribution: log_uniform, min: 0, max: 1}', '{from: 1.0, to: 2.71828, scale: log}'],
  ['{distribution: inv_log_uniform, min: 0, max: 1}', '{from: 0.367879, to: 1.0, scale: log}'],
  ['{distribution: q_log_uniform, min: 0, max: 3}', '{from: 1, to: 20, scale: log}'],
  ['{distribution: normal}', '{mean: 0, sd: 1}'],
  ['{mu: 2, sigma: 0.5}', '{mean: 2, sd: 0.5}'],
  ['{distribution: log_normal, mu: -1, sigma: 2}', '{mean: -1, sd: 2, scale: log}'],
  ['{distribution: beta, a: 2, b: 5}', '{from: 0.0, to: 1.0}'],
  ['{values: [1e-3, "on", on, 010, null]}', '[1e-3, "on", "True", 8, None]'],
])('%s becomes %s', (theirs, ours) => {
  const { yaml } = importing(sweep(theirs));
  expect(yaml).toContain(` x: ${ours} #`);
  expect(tasksOf(yaml).length).toBe(3);
});

test.each([
  [sweep('{values: []}'), 'HSM554 []'],
  [sweep('{min: 1}'), 'HSM554 {min: 1}'],
  [sweep('{distribution: uniform, min: a, max: 1}'), 'HSM554 a'],
  [sweep('{distribution: unifrom, min: 0, max: 1}'), 'HSM554 unifrom'],
  [sweep('{values: [a, b], probabilities: [1]}'), 'HSM554 [1]'],
  [sweep('{distribution: log_uniform_values, min: 0, max: 1}'), 'HSM554 0'],
  [sweep('{min: 0.5, max: 1}', 'grid'), 'HSM554 {min: 0.5, max: 1}'],
  [sweep('{values: [1]}', 'hyperopt'), 'HSM554 hyperopt'],
])('nothing is printed for %s', (text, place) => {
  expect(importing(text).yaml).toBe(null);
  expect(places(text)).toContain(place);
});

test('the help for a metric is a results section with its name and goal', () => {
  const { diagnostics } = importing(
    'program: t.py\nmethod: grid\nmetric: {name: acc, goal: maximize}\nparameters: {a: {values: [1, 2]}}\n',
  );
  expect(diagnostics.map(({ help }) => help)).toEqual([
    'if tasks write a file, write `results: {json: metrics.json, maximize: "acc"}`',
  ]);
});

test('constants alone are one task, and placeholders in them are text', () => {
  expect(tasksOf(importing(sweep('{value: "{task_id}"}', 'grid')).yaml)).toEqual(['x={task_id}']);
  expect(tasksOf(importing(sweep('{value: 3}')).yaml)).toEqual(['x=3']);
});

test('a grid has each combination once, with the words that Python would pass', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z_]{0,6}$/), { minLength: 1, maxLength: 4 });
  const scalar = fc.oneof(
    fc.integer({ min: -999, max: 999 }).map(String),
    fc.stringMatching(/^[ -~]{0,8}$/).map((each) => `s${each}`),
  );
  const axes = fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(names, fc.array(axes, { minLength: 4, maxLength: 4 }), (keys, values) => {
      const space = Object.fromEntries(keys.map((key, at) => [key, values[at] ?? []]));
      const theirs = Object.fromEntries(
        Object.entries(space).map(([key, each]) => [
          key,
          { values: each.map((value) => (value.startsWith('s') ? value : Number(value))) },
        ]),
      );
      const text = JSON.stringify({ program: 'train.py', method: 'grid', parameters: theirs });
      expect([...tasksOf(importing(text).yaml)].sort()).toEqual([...combinations(space)].sort());
    }),
    { numRuns: 200, seed: 1 },
  );
});
