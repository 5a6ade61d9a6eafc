import { expect, test } from 'vitest';
import { failuresOf, readFailures } from '../../src/report/failures.ts';
import { readTable } from '../../src/report/read-table.ts';
import { resultsCsv } from './results.ts';

test('reads the output of errors.sh by the names of its columns', () => {
  const tsv =
    'task\tstate\texit_code\tcause\thost\tduration\tlast_line\n' +
    '5\tfailed\t3\texit code 3\tn1\t2.5\tValueError: <b>\r\n' +
    '7\tlost\t-\t-\t-\t-\t-\n';
  expect(readFailures(tsv)).toEqual([
    {
      task: '5',
      state: 'failed',
      exitCode: '3',
      cause: 'exit code 3',
      host: 'n1',
      lastLine: 'ValueError: <b>',
    },
    { task: '7', state: 'lost', exitCode: '', cause: '-', host: '', lastLine: '-' },
  ]);
  expect(readFailures('cause\ttask\tstate\nx\t1\tlost\n')).toMatchObject([
    { task: '1', cause: 'x', state: 'lost' },
  ]);
});

test('other text is not a list of failures', () => {
  expect(readFailures('')).toBe(null);
  expect(readFailures('usage: errors.sh\n')).toBe(null);
});

test('without it, failures are grouped by state and exit code', () => {
  const states = ['completed', 'failed', 'lost', 'pending', 'cancelled', 'running', 'timeout'];
  const csv = resultsCsv(
    7,
    {},
    {},
    {
      state: (task) => states[task - 1] ?? '',
      exit_code: (task) => (task === 2 ? '137' : task === 7 ? '143' : ''),
    },
  );
  const table = readTable(csv);
  expect(table && failuresOf(table).map(({ task, cause }) => [task, cause])).toEqual([
    ['2', 'failed, exit code 137'],
    ['3', 'lost'],
    ['5', 'cancelled'],
    ['7', 'timeout, exit code 143'],
  ]);
});
