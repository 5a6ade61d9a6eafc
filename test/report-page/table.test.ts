import { expect, test } from 'vitest';
import type { ReportModel } from '../../src/report/model.ts';
import { readTable } from '../../src/report/read-table.ts';
import type { Column } from '../../src/report/table.ts';
import { axisOf, labelAt, ticksOf } from '../../src/report-page/axis.ts';
import { everything, type Filter, isEverything, passing, withRange } from '../../src/report-page/filter.ts';
import { compareCells, sortedRows } from '../../src/report-page/sort.ts';
import { resultsCsv } from '../report/results.ts';

const columnOf = (values: readonly string[], kind: Column['kind'] = 'parameter'): Column => ({
  name: 'x',
  kind,
  values,
});

test('rows are sorted by number, then text, then empty cells, and equal rows by task', () => {
  const column = columnOf(['10', '', '9', 'nan', '1e1', 'b', '-inf', 'a', '']);
  expect(sortedRows(column, 'ascending')).toEqual([6, 2, 0, 4, 7, 5, 3, 1, 8]);
  expect(sortedRows(column, 'descending')).toEqual([0, 4, 2, 6, 3, 5, 7, 1, 8]);
});

test('text that contains numbers is sorted by them', () => {
  expect(['node10', 'node9', 'node1'].toSorted(compareCells)).toEqual(['node1', 'node9', 'node10']);
});

test('a few values have one position each, by size or name', () => {
  const axis = axisOf(columnOf(['0.1', '1e-3', '', '0.01', '0.1']));
  expect(axis).toMatchObject({ kind: 'values', values: ['1e-3', '0.01', '0.1'], from: 0, to: 2 });
  expect([...axis.positions]).toEqual([2, 0, Number.NaN, 1, 2]);
  expect(ticksOf(axis, 8).map((at) => labelAt(axis, at))).toEqual(['1e-3', '0.01', '0.1']);
  expect(ticksOf(axis, 2)).toEqual([0, 2]);
});

test('many numbers over more than two powers of ten are on a logarithmic scale', () => {
  const values = Array.from({ length: 20 }, (_, at) => String(10 ** (at / 4 - 5)));
  const axis = axisOf(columnOf(values));
  expect(axis.kind).toBe('log');
  expect(axis.positions[4]).toBeCloseTo(-4);
  expect(ticksOf(axis, 8).map((at) => labelAt(axis, at))).toEqual(['1e−5', '1e−4', '0.001', '0.01', '0.1']);
});

test('other numbers are spread evenly; values that are not finite have no position', () => {
  const values = [...Array.from({ length: 20 }, (_, at) => String(at - 5)), 'inf', 'nan', ''];
  const axis = axisOf(columnOf(values));
  expect(axis).toMatchObject({ kind: 'linear', from: -5, to: 14 });
  expect([...axis.positions].slice(-3)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(ticksOf(axis, 5)).toEqual([-5, 0, 5, 10]);
  expect(axisOf(columnOf(['7', '7'], 'metric'))).toMatchObject({ kind: 'linear', from: 7, to: 7 });
});

const table = readTable(
  resultsCsv(
    6,
    { lr: (task) => `0.${task}`, name: (task) => (task % 2 ? 'Adam' : 'sgd') },
    {},
    {
      state: (task) => (task > 4 ? 'failed' : 'completed'),
    },
  ),
);
if (table === null) throw new Error('the results are no table');
const model = table as unknown as ReportModel;
const tasks = (filter: Partial<Filter>): readonly number[] =>
  [...passing(model, { ...everything, ...filter })].flatMap((passes, row) => (passes === 1 ? [row + 1] : []));

test('a filter keeps rows that contain every word, have one of the states, and are in every range', () => {
  expect(tasks({})).toEqual([1, 2, 3, 4, 5, 6]);
  expect(tasks({ text: ' ADAM ' })).toEqual([1, 3, 5]);
  expect(tasks({ text: 'adam 0.3' })).toEqual([3]);
  expect(tasks({ text: 'adam completed', states: new Set(['failed', 'lost']) })).toEqual([]);
  expect(tasks({ states: new Set(['failed']) })).toEqual([5, 6]);
  const ranges = new Map([
    ['lr', [[0, 1] as const, [4.5, 9] as const]],
    ['name', [[1, 1] as const]],
  ]);
  expect(tasks({ ranges })).toEqual([2, 6]);
});

test('a word does not match across two cells', () => {
  expect(tasks({ text: 'adamcompleted' })).toEqual([]);
});

test('a range without intervals does not filter', () => {
  const one = withRange(everything, 'lr', [[0, 1]]);
  expect(isEverything(one)).toBe(false);
  expect(isEverything(withRange(one, 'lr', []))).toBe(true);
  expect(isEverything({ ...everything, text: '  ' })).toBe(true);
});
