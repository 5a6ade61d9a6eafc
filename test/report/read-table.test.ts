import { expect, test } from 'vitest';
import { readTable } from '../../src/report/read-table.ts';
import { columnNamed, columnsOf, isNumeric, toNumber } from '../../src/report/table.ts';

const facts = 'state,exit_code,duration,host,attempt,started,ended';
const names = (csv: string, kind: 'parameter' | 'metric'): readonly string[] => {
  const table = readTable(csv);
  return table === null ? [] : columnsOf(table, kind).map(({ name }) => name);
};

test('the kinds of columns follow from their positions, whatever their names', () => {
  const csv = `task,lr,parameter.state,${facts},metric.lr,loss\r\n1,0.1,x,completed,0,2.5,n1,1,10,12.5,3,0.25\r\n`;
  expect(names(csv, 'parameter')).toEqual(['lr', 'parameter.state']);
  expect(names(csv, 'metric')).toEqual(['metric.lr', 'loss']);
  const table = readTable(csv);
  expect(table?.rows).toBe(1);
  expect(table && columnNamed(table, 'state').values).toEqual(['completed']);
  expect(table && columnNamed(table, 'nowhere').values).toEqual([]);
});

test('cells keep their text: quotes, line breaks, commas, unicode', () => {
  const csv = `\uFEFFtask,text,${facts}\r\n1,"a ""b"",\r\nc",pending,,,,,,\r\n2,größe 😀,pending,,,,,,\r\n`;
  const table = readTable(csv);
  expect(table && columnNamed(table, 'text').values).toEqual(['a "b",\r\nc', 'größe 😀']);
});

test('a short row ends in empty cells', () => {
  const table = readTable(`task,lr,${facts},loss\n1,0.1,running\n`);
  expect(table && columnNamed(table, 'loss').values).toEqual(['']);
});

test('a sweep may have no parameters and no tasks', () => {
  expect(readTable(`task,${facts}\r\n`)).toMatchObject({ rows: 0 });
});

test.each(['', 'hello', 'task,lr\n1,2\n', `lr,${facts}\n`, 'task,state,exit_code,host\n'])(
  '%j is no table of results',
  (text) => {
    expect(readTable(text)).toBe(null);
  },
);

test.each([
  ['0.5', 0.5],
  ['-1e-3', -0.001],
  ['.5', 0.5],
  ['5.', 5],
  ['inf', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['nan', Number.NaN],
  ['', Number.NaN],
  ['0x10', Number.NaN],
  ['1 ', Number.NaN],
  ['true', Number.NaN],
])('the number in %j is %d', (text, value) => {
  expect(toNumber(text)).toBe(value);
});

test.each([
  [['1', '', 'nan', 'inf'], true],
  [['1', 'two'], false],
  [['nan', 'inf'], false],
  [['', ''], false],
])('whether the column %j is numeric', (values, numeric) => {
  expect(isNumeric({ name: 'x', kind: 'metric', values })).toBe(numeric);
});
