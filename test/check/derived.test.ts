import { expect, test } from 'vitest';
import { givenTo } from '../../src/argv/given-to.ts';
import { lower } from '../../src/check/lower.ts';
import { check, codes, only, underlined } from './harness.ts';

const text = (derive: string, sweep: string, args = 'argparse'): string =>
  `args: ${args}\nderive:\n${derive
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('')}sweep: ${sweep}\n`;

/** The values of some parameters in each task: `a-1 2.5`. */
function given(derive: string, sweep: string, names: readonly string[], args?: string): readonly string[] {
  const { sweep: checked, diagnostics } = check(text(derive, sweep, args));
  if (checked === null) throw new Error(JSON.stringify(diagnostics.map(({ message }) => message)));
  const plan = lower(checked, { path: 'sweep.yaml', sha256: '' }, 'hsm', { maxRuns: null, take: null });
  return Array.from({ length: plan.count }, (_, task) => {
    const all = givenTo(plan, task + 1);
    return names
      .map((name) => all.find((each) => each.name === name)?.value)
      .map((value) => (value === undefined ? '-' : 'text' in value ? value.text : JSON.stringify(value)))
      .join(' ');
  });
}

test('a text with placeholders, an expression, and both derived from other derived parameters', () => {
  const derive = `tag: "{a}-{half}"\nhalf: "= b / 2"\nlong: "= tag + '!'"\nagain: "{tag}{tag}"`;
  expect(given(derive, '{grid: {a: [x, y], b: [2, 5]}}', ['tag', 'half', 'long', 'again'])).toEqual([
    'x-1 1 x-1! x-1x-1',
    'x-2 2 x-2! x-2x-2',
    'y-1 1 y-1! y-1y-1',
    'y-2 2 y-2! y-2y-2',
  ]);
});

test.each([
  ['b * 0.1', '0.3'],
  ['b / 2.0', '1.5'],
  ['b / 2', '1'],
  ['b * 1.0', '3.0'],
  ['1e21 * b', '3.0e+21'],
  ['b > 2', 'true'],
  ['[b, b]', '{"type":"list","items":[{"type":"integer","text":"3"},{"type":"integer","text":"3"}]}'],
  ["string(b) + 'x'", '3x'],
])('%s of 3 is %s', (expression, value) => {
  expect(given(`d: "= ${expression}"`, '{grid: {b: [3]}}', ['d'])).toEqual([value]);
});

test('a value that only the running task knows stays a placeholder', () => {
  expect(given('out: "{task_dir}/{a}-{task_id}-{sweep_id}"', '{grid: {a: [x]}}', ['out'])).toEqual([
    '{task_dir}/x-{task_id}-{sweep_id}',
  ]);
});

test('a parameter is absent if one that it is derived from is', () => {
  const sweep = '[{grid: {a: [1]}}, {grid: {b: [2]}}]';
  expect(given('c: "= a + 1"\nd: "{b}"\ne: "{c}"', sweep, ['c', 'd', 'e'])).toEqual(['2 - 2', '- 2 -']);
  const cases = '{cases: [{grid: {o: [sgd], m: [0.5]}}, {grid: {o: [adam]}}]}';
  expect(given('twice: "= m * 2"\ntag: "{o}{m}"', cases, ['twice', 'tag'])).toEqual(['1.0 sgd0.5', '- -']);
});

test('a table covers exactly the axes that it names', () => {
  const { sweep } = check(text('d: "= a + c"', '{grid: {a: [1, 2], b: [5, 6, 7], c: [10, 20]}}'));
  const [derived] = sweep?.blocks[0]?.derived ?? [];
  expect(derived && 'table' in derived && derived.table.axes).toEqual([0, 2]);
  expect(
    derived &&
      'table' in derived &&
      derived.table.values.map((value) => value && 'text' in value && value.text),
  ).toEqual(['11', '21', '12', '22']);
});

test('a text is pasted, but with Hydra becomes a table if its values need an escape', () => {
  const kind = (args: string, value: string): string => {
    const { sweep } = check(text('d: "{a}/x"', `{grid: {a: [${value}]}}`, args));
    return Object.keys(sweep?.blocks[0]?.derived[0] ?? {})[1] ?? '';
  };
  expect(kind('argparse', `'a"b'`)).toBe('template');
  expect(kind('hydra', 'ab')).toBe('template');
  expect(kind('hydra', `'a"b'`)).toBe('table');
  expect(kind('hydra', String.raw`'a\'`)).toBe('table');
  expect(codes(text('d: "{a}/{task_dir}"', `{grid: {a: ['"']}}`, 'hydra'))).toEqual(['HSM376 3:6']);
});

test.each([
  ['d: "= a + "', 'HSM317 3:12'],
  ['d: "= zeta + 1"', 'HSM366 3:9'],
  ['d: "{zeta}"', 'HSM337 3:7'],
  ['d: "= a + true"', 'HSM378 3:9'],
  ['d: "= a / 0"', 'HSM368 3:6'],
  ['d: "{e}"\ne: "{d}"', 'HSM367 3:6'],
  ['d: "= d"', 'HSM367 3:6'],
  ['a: "= 1"', 'HSM377 3:3 4:16'],
  ['d: "{task_dir}"\ne: "= d + 1"', 'HSM376 4:6'],
])('%s is refused', (derive, code) => {
  expect(codes(text(derive, '{grid: {a: [1, 2]}}'))).toContain(code);
});

test('a table that is too long is reported with its axes', () => {
  const problem = only(text('d: "= a * b"', '{grid: {a: 1..1000, b: 1..11, c: [1]}}'));
  expect(problem).toMatchObject({
    code: 'HSM369',
    notes: ['`a` has 1000 values, `b` has 11 values'],
  });
  expect(codes(text('d: "= a * b"', '{grid: {a: 1..1000, b: 1..10, c: 1..1000000}}'))).toEqual([]);
  expect(codes(text('d: "{a}-{c}"', '{grid: {a: 1..1000, c: 1..1000000}}'))).toEqual([]);
});

test('the intended name is suggested', () => {
  expect(only(text('d: "= widht + 1"', '{grid: {width: [1]}}')).help).toBe('did you mean `width`?');
  expect(underlined(text('d: "= ab * zeta"', '{grid: {ab: [1]}}'))).toBe('zeta');
});

test('the name of a parameter in a place where it is not replaced', () => {
  const sweep = 'sweep: {grid: {lr: [1], out: ["x-{lr}"]}}\n';
  expect(codes(`args: argparse\n${sweep}`)).toEqual(['HSM363 2:31']);
  expect(codes(`args: argparse\ndefaults: {out2: "{lr}"}\nsweep: {grid: {lr: [1]}}\n`)).toEqual([
    'HSM363 2:18',
  ]);
  expect(codes(`args: argparse\nenvironment: {variables: {A: "{lr}"}}\nsweep: {grid: {lr: [1]}}\n`)).toEqual([
    'HSM363 2:30',
  ]);
  expect(
    codes(`args: argparse\ndefaults: {out: "{{lr}} \${lr} {other}"}\nsweep: {grid: {lr: [1]}}\n`),
  ).toEqual(['HSM364 2:17']);
});

const ratios = (more: string): string =>
  `args: argparse\nderive: {d: "= a / b"}\nsweep:\n  grid: {a: [4, 6], b: [0, 1, 2]}\n${more}`;

test('an invalid value is not an error if no task uses it: in cells dropped by conditions or by take', () => {
  expect(codes(ratios(''))).toEqual(['HSM368 2:13']);
  for (const more of ['  exclude: [{b: 0}]\n', '  only: "b > 0"\n', '  exclude: ["b == 0 && a > 0"]\n']) {
    expect(codes(ratios(more))).toEqual([]);
    expect(derivedTable(ratios(more))).toEqual(['4', '4', '2', '2', '6', '3']);
  }
  // Only the first row is dropped.
  expect(codes(ratios('  exclude: [{a: 4, b: 0}]\n'))).toEqual(['HSM368 2:13']);
  const seeds = Array.from({ length: 20 }, (_, seed) => codes(ratios(`  take: {count: 2, seed: ${seed}}\n`)));
  expect(seeds).toContainEqual([]);
  expect(seeds).toContainEqual(['HSM368 2:13']);
});

/** The table of the only derived parameter; unused entries repeat a neighbour. */
function derivedTable(text: string): readonly (string | null)[] {
  const [derived] = check(text).sweep?.blocks[0]?.derived ?? [];
  if (derived === undefined || !('table' in derived)) throw new Error('no table');
  return derived.table.values.map((value) => (value !== null && 'text' in value ? value.text : null));
}
