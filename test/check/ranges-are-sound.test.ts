import { expect, test } from 'vitest';
import { check, codes, only, underlined } from './harness.ts';

const grid = (values: string): string => `sweep:\n  grid:\n    a: ${values}\n`;

test('ranges can replace lists in a grid, in a paired group and in an exclude', () => {
  const text = [
    'sweep:',
    '  grid: {seed: 1..3, model: {from: [a, b]}}',
    '  paired:',
    '    - {lr: 0..1..0.5, width: {from: 1, to: 3}}',
    '    - depth: {from: 8, to: 32, count: 2}',
    '  exclude:',
    '    - {seed: 2..9, width: {from: 1, to: 2}}',
  ];
  const { sweep, diagnostics } = check(text.join('\n'));
  expect(diagnostics).toEqual([]);
  const [block] = sweep?.blocks ?? [];
  const parameters = block?.axes.map((axis) => axis.parameters.map(({ name }) => name));
  expect(parameters).toEqual([['seed'], ['model.from'], ['lr', 'width'], ['depth']]);
  const matches = block?.excludes.map((exclude) => exclude.matches);
  expect(matches).toEqual([
    [
      { axis: 0, rows: [1, 2] },
      { axis: 2, rows: [0, 1] },
    ],
  ]);
});

test('a long range is computed, and its rows are found in an exclude', () => {
  const text =
    'sweep:\n  grid: {seed: 1..1000000000}\n  exclude: [{seed: [5, 7]}, {seed: 999999999..2000000000}]\n';
  expect(codes(text)).toEqual(['HSM394 3:36']);
  const { sweep, diagnostics } = check(text.replace('2000000000', '1000000001'));
  expect(diagnostics).toEqual([]);
  const rows = sweep?.blocks[0]?.excludes.map(({ matches }) => matches[0]?.rows);
  expect(rows).toEqual([
    [4, 6],
    [999_999_998, 999_999_999],
  ]);
  expect(codes(text.replace('2000000000', '1000000001').replace('[5', '[5.0'))).toEqual(['HSM311 3:21 2:16']);
});

test('a range in an exclude that contains none of the values is reported once', () => {
  const text = 'sweep:\n  grid: {seed: [1, 2]}\n  exclude: [{seed: 3..9}]\n';
  expect(codes(text)).toEqual(['HSM311 3:20 2:16']);
});

test('a value that looks like a range is a value in an exclude', () => {
  const text = 'sweep:\n  grid: {part: ["1..3", "4..6", "2"]}\n  exclude: [{part: 1..3}]\n';
  expect(check(text).sweep?.blocks[0]?.excludes).toMatchObject([{ matches: [{ axis: 0, rows: [0] }] }]);
  expect(codes(text)).toEqual([]);
});

test('keys of a range', () => {
  expect(codes(grid('{from: 1}'))).toEqual(['HSM390 3:8']);
  expect(only(grid('{from: 1}')).help).toBe('add `to:`');
  expect(only(grid('{from: 1, to: 2, scale: log}')).help).toBe('add `count:`');
  expect(underlined(grid('{from: 1, to: 2, setp: 1}'))).toBe('setp');
  expect(only(grid('{from: 1, to: 2, setp: 1}')).help).toBe('did you mean `step`?');
  expect(underlined(grid('{from: 1, to: 2, step: 1, count: 2}'))).toBe('step');
});

test('numbers of a range', () => {
  expect(underlined(grid('{from: 1, to: x}'))).toBe('x');
  expect(only(grid('{from: 1, to: 2, count: 0}')).message).toBe(
    '`count` must be a whole number from 1, not the number `0`',
  );
  expect(codes(grid('{from: 1, to: 2, count: 2.5, digits: 16, scale: lin}'))).toEqual([
    'HSM391 3:32',
    'HSM391 3:45',
    'HSM391 3:56',
  ]);
});

test('a step that does not lead to the end', () => {
  expect(codes(grid('1..5..0'))).toEqual(['HSM392 3:8']);
  expect(underlined(grid('{from: 1, to: 5, step: -1}'))).toBe('-1');
  expect(codes(grid('{from: 5, to: 1, step: -1}'))).toEqual([]);
  expect(codes(grid('{from: 5, to: 1, step: 1}'))).toEqual([]);
});

test('a log scale across zero', () => {
  expect(codes(grid('{from: 0, to: -1, count: 3, scale: log}'))).toEqual(['HSM393 3:15', 'HSM393 3:22']);
});

test('more values than can be listed', () => {
  expect(codes(grid('{from: 1, to: 2, count: 100001, scale: log}'))).toEqual(['HSM394 3:8']);
});

test('a range in a list', () => {
  expect(only(grid('[1..5]')).help).toContain('`a: 1..5`');
  expect(codes(grid('[1..5, 9, "1..5"]'))).toEqual(['HSM395 3:9', 'HSM309 3:18 3:9']);
});

test('a range next to a list of another length', () => {
  const text = 'sweep:\n  paired:\n    - {a: 1..5000, b: [1, 2]}\n';
  expect(only(text).message).toContain('2');
  expect(codes(text)).toEqual(['HSM303 3:23 3:11']);
  expect(codes('sweep:\n  paired:\n    - {a: 1.., b: [1, 2]}\n')).toEqual([]);
});
