import { expect, test } from 'vitest';
import { lower } from '../../src/check/lower.ts';
import { assignmentsAt } from '../../src/plan/space.ts';
import { check, codes, only, underlined } from './harness.ts';

/** Each task as `name=value …`. */
function tasks(text: string): readonly string[] {
  const { sweep, diagnostics } = check(text);
  expect(diagnostics).toEqual([]);
  if (sweep === null) throw new Error('no sweep');
  const plan = lower(sweep, { path: 'sweep.yaml', sha256: '' }, 'hsm', { maxRuns: null, take: null });
  return Array.from({ length: plan.count }, (_, at) =>
    assignmentsAt(plan, at + 1)
      .map(({ name, value }) => `${name}=${'text' in value ? value.text : ''}`)
      .join(' '),
  );
}

const optimizers = [
  'sweep:',
  '  cases:',
  '    - grid: {optimizer: [sgd], momentum: [0.0, 0.9]}',
  '    - grid: {optimizer: [adam], beta2: [0.99]}',
  '  grid: {seed: 1..2}',
];

test('cases follow one another and vary fastest; a parameter that a case does not set is absent', () => {
  expect(tasks(optimizers.join('\n'))).toEqual([
    'seed=1 optimizer=sgd momentum=0.0',
    'seed=1 optimizer=sgd momentum=0.9',
    'seed=1 optimizer=adam beta2=0.99',
    'seed=2 optimizer=sgd momentum=0.0',
    'seed=2 optimizer=sgd momentum=0.9',
    'seed=2 optimizer=adam beta2=0.99',
  ]);
});

test('a default applies if a case does not set it, and counts as used', () => {
  const text = [...optimizers, 'defaults: {beta2: 0.9}'].join('\n');
  expect(tasks(text).slice(0, 3)).toEqual([
    'beta2=0.9 seed=1 optimizer=sgd momentum=0.0',
    'beta2=0.9 seed=1 optimizer=sgd momentum=0.9',
    'beta2=0.99 seed=1 optimizer=adam',
  ]);
  const always = text.replace('beta2: 0.9}', 'optimizer: sgd}');
  expect(codes(always)).toEqual(['HSM308 6:12 3:14']);
});

test('a case can contain everything that a block can: ranges, pairs, its own conditions, cases', () => {
  const text = [
    'sweep:',
    '  cases:',
    '    - grid: {a: 1..2}',
    '      paired: [{b: [3, 4], c: [5, 6]}]',
    '      exclude: [{a: 1, c: 6}]',
    '      only: "a + b < 6"',
    '    - cases:',
    '        - grid: {c: [7]}',
    '        - {}',
    '  only: ["c == null || c < 7", {c: 7}]',
    '  exclude: "c == 5 && a == 1"',
  ];
  expect(tasks(text.join('\n'))).toEqual(['a=2 b=3 c=5', 'c=7', '']);
});

test('the axis of cases is last, after those of pairs', () => {
  const text = 'sweep:\n  cases: [{grid: {c: [1, 2]}}]\n  paired: [{b: [3, 4]}]\n';
  expect(tasks(text)).toEqual(['b=3 c=1', 'b=3 c=2', 'b=4 c=1', 'b=4 c=2']);
});

test('a mistake in a case is reported once, in its place', () => {
  const cases = (of: string): string =>
    `sweep:\n  grid: {s: [1]}\n  cases:\n    - grid: {a: [1]}\n    - ${of}\n`;
  expect(codes(cases('{paired: [{b: [1, 2], c: [1]}]}'))).toEqual(['HSM303 5:32 5:21']);
  expect(codes(cases('{grid: {b: {from: 1}}}'))).toEqual(['HSM390 5:18']);
  expect(codes(cases('{grid: {b: [1]}, exclude: [{d: 1}]}'))).toEqual(['HSM310 5:35']);
  expect(codes(cases('{grid: {b: [1]}, exclude: [{b: 2}]}'))).toEqual(['HSM311 5:38 5:18']);
  expect(codes(cases('{grid: {b: [1]}, exclude: "b == 1"}'))).toEqual(['HSM313 5:33']);
  expect(codes(cases('{grid: {b: [1]}, only: "b >"}'))).toEqual(['HSM317 5:33']);
  expect(codes(cases('{grid: {b: [1, 1]}}'))).toEqual(['HSM309 5:22 5:19']);
  expect(codes(cases('{grid: {b: [yes, 1..5]}}'))).toEqual(['HSM116 5:19', 'HSM395 5:24']);
  expect(codes(cases('{grid: {s: [2]}}'))).toEqual(['HSM305 5:15 2:10']);
});

test('a cell that two cases share is reported once for both', () => {
  const text = 'sweep:\n  cases:\n    - grid: {a: 1..3}\n    - grid: {a: 2..4}\n';
  expect(codes(text)).toEqual(['HSM309 4:17 3:17']);
  expect(codes('sweep:\n  cases: [{grid: {a: [1]}}, {}, {}]\n')).toEqual([]);
});

test('an expression has no value if a parameter is absent, which is reported', () => {
  const text = `${optimizers.join('\n')}\n  only: "momentum < 0.5"\n`;
  expect(only(text).notes).toEqual(['it fails if `momentum` is not set']);
  expect(tasks(text.replace('momentum <', 'momentum == null || momentum <'))).toEqual([
    'seed=1 optimizer=sgd momentum=0.0',
    'seed=1 optimizer=adam beta2=0.99',
    'seed=2 optimizer=sgd momentum=0.0',
    'seed=2 optimizer=adam beta2=0.99',
  ]);
});

test('names that only different cases set do not conflict as prefixes', () => {
  const text = 'sweep:\n  cases:\n    - grid: {m: [1]}\n    - grid: {m.a: [1]}\n';
  expect(codes(text)).toEqual([]);
  expect(codes(text.replace('[1]}', '[1]}\n      paired: [{m.b: [1]}]'))).toEqual(['HSM306 4:17 3:14']);
});

test('a parameter in the command needs a value in every case, or a default', () => {
  const text = `command: [./run, "{momentum}"]\n${optimizers.join('\n')}\n`;
  expect(codes(text)).toEqual(['HSM339 1:19 5:7']);
  expect(only(text).help).toBe('give `momentum` a value in every case, or one under `defaults`');
  expect(codes(`${text}defaults: {momentum: 0.5}\n`)).toEqual([]);
});

test('cases without a parameter, and with too many cells', () => {
  expect(codes('sweep:\n  cases: [{}]\n')).toEqual(['HSM302 2:3']);
  const long = 'sweep:\n  cases:\n    - grid: {a: 1..2}\n    - grid: {b: 1..100000}\n';
  expect(codes(long)).toEqual(['HSM396 4:7']);
  expect(underlined(long)).toBe('grid: {b: 1..100000}');
});
