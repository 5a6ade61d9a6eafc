import { expect, test } from 'vitest';
import { lower } from '../../src/check/lower.ts';
import { countBlock } from '../../src/plan/space.ts';
import { check, codes, only, underlined } from './harness.ts';

const block = (lines: string): string =>
  `sweep:\n  grid: {a: [1, 2, 3], b: [0.5, 1.5], model: {name: [cnn, mlp]}, batch-size: [8, 64], deep: [true]}\n${lines}\n`;

/** The number of tasks, of 24. */
function count(lines: string): number | readonly string[] {
  const { sweep, diagnostics } = check(block(lines));
  if (sweep === null) return diagnostics.map(({ code, message }) => `${code} ${message}`);
  expect(diagnostics.map(({ code }) => code)).toEqual([]);
  const plan = lower(sweep, { path: 'sweep.yaml', sha256: '' }, 'hsm', { maxRuns: null, take: null });
  return plan.space.blocks.reduce((sum, each) => sum + countBlock(each), 0);
}

test.each([
  ['only: a > 1', 16],
  ['exclude: a > 1', 8],
  ['only: "a * b >= 1.5"', 12 + 4],
  ['only: "a + b > 2 && model.name != \'mlp\'"', 10],
  ['exclude: ["a == 1", {b: 0.5, model.name: cnn}]', 24 - 8 - 4],
  ['only: ["a == 1", {b: 0.5, model.name: [cnn]}]', 8 + 4],
  ['only: [{a: 1..2, batch-size: 8}]', 8],
  ['only: "p[\'batch-size\'] < 10 || a == 3"', 12 + 4],
  ['only: "model.name.startsWith(\'c") || a in [1, 2]"'.replace('\'c"', "'c'"), 24 - 4],
  ['only: "[1, 2].exists(x, x == a) && deep"', 16],
  ['only: "a / 2 == 1"', 16],
  ['only: "a % 2 == 1 ? b < 1.0 : true"', 8 + 8],
  ['only: a > 1\n  exclude: "p[\'batch-size\'] == 64 && b > 1.0"', 12],
])('%s', (lines, expected) => {
  expect(count(`  ${lines}`)).toBe(expected);
});

test('an expression over a paired group uses its rows', () => {
  const text =
    'sweep:\n  paired: [{a: [1, 2, 3], b: [3, 2, 1]}]\n  grid: {c: 1..5000}\n  only: "a > b || a + b == c"\n';
  const { sweep } = check(text);
  // The third row with every c, and the other rows with a + b = 4.
  expect(sweep?.blocks[0]?.conditions[0]).toMatchObject({ axes: [0, 1] });
  const plan = sweep && lower(sweep, { path: '', sha256: '' }, '', { maxRuns: null, take: null });
  expect(plan?.count).toBe(5000 + 2);
});

test('an expression that cannot be parsed', () => {
  expect(codes(block('  only: a >'))).toEqual(['HSM317 3:11']);
  expect(only(block('  only: a >')).message).toBe('invalid expression: it ends too early');
  expect(underlined(block('  exclude: ["a > 1 and b < 1"]'))).toBe('and');
  expect(only(block('  exclude: a > 1 and b < 1')).help).toBe('write `&&`');
  expect(only(block('  exclude: a = 1')).help).toBe('write `==`');
});

test('an expression of the wrong type', () => {
  const type = (text: string): string =>
    `${underlined(block(`  only: "${text}"`))}: ${only(block(`  only: "${text}"`)).message}`;
  expect(type("b < 1.0 && a + 'x' == 'y'")).toBe(
    "a + 'x': this expression is not a condition: unsupported operation: int + string",
  );
  expect(type('model.name > 2')).toBe(
    'model.name > 2: this expression is not a condition: unsupported operation: string > int',
  );
  expect(type('a + 1')).toContain('it has type int, but must be true or false');
  expect(codes(block('  only: "1 < 2"'))).toEqual(['HSM318 3:9']);
});

test('an unknown parameter', () => {
  expect(underlined(block('  only: a > 1 && model.nam == "x"'))).toBe('model.nam');
  expect(only(block('  only: a > 1 && model.nam == "x"')).help).toBe('did you mean `model.name`?');
  expect(codes(block("  only: p['batch'] > 1"))).toEqual(['HSM310 3:9']);
  expect(only(`defaults: {c: 1}\n${block('  only: a > c')}`).notes[0]).toContain('is a default');
});

test('an expression without a value', () => {
  const found = only(block('  only: "10 / (a - 2) > 1"'));
  expect([found.code, found.message, found.notes]).toEqual([
    'HSM319',
    'this expression cannot be evaluated for some cells: division by zero',
    ['it fails if `a` is `2`'],
  ]);
  expect(codes('sweep:\n  grid: {a: [1, x]}\n  only: a > 0\n')).toEqual(['HSM319 3:9']);
});

test('an expression over too many combinations', () => {
  const text = 'sweep:\n  grid: {a: 1..1001, b: 1..1000}\n  only: a > b\n';
  expect(codes(text)).toEqual(['HSM328 3:9']);
  expect(only(text).notes).toEqual(['`a` has 1001 values, `b` has 1000 values']);
});

test('conditions that distinguish nothing', () => {
  expect(codes(block('  only: a > 0'))).toEqual(['HSM329 3:9']);
  expect(codes(block('  exclude: a > 3'))).toEqual(['HSM312 3:12']);
  expect(codes(block('  exclude: a > 0'))).toEqual(['HSM313 3:12']);
  expect(codes(block('  only: a > 3'))).toEqual(['HSM312 3:9', 'HSM313 3:9']);
  expect(codes(block('  only: [{a: 9}, {b: 0.5}]'))).toEqual(['HSM311 3:14 2:13']);
});
