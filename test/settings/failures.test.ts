import { expect, test } from 'vitest';
import { describeRetry, describeStopAfter } from '../../src/settings/describe.ts';
import { parseGrowth, parseStopAfter } from '../../src/settings/read-failures.ts';
import { readSweepText } from './read-settings.ts';

test.each([
  ['x2', 2],
  ['X1.5', 1.5],
  ['x 1.125', 1.125],
  ['×3', 3],
  ['x100', 100],
])('%s is the factor %d', (text, factor) => {
  expect(parseGrowth(text)).toEqual({ value: factor });
});

test.each(['x1', 'x0.5', 'x101', '2', 'double', 'x', 'x-2', 'x1.0001', 'x2\n', 'x$(id)', ''])(
  '%j is no growth',
  (text) => {
    expect(parseGrowth(text).problem).toMatchObject({ kind: 'growth', text });
  },
);

test.each([
  ['1', { count: 1 }],
  ['20', { count: 20 }],
  ['20%', { percent: 20 }],
  ['0.5 %', { percent: 0.5 }],
  ['100%', { percent: 100 }],
])('%s stops a submission', (text, stop) => {
  expect(parseStopAfter(text)).toEqual({ value: stop });
});

test.each(['0', '1.5', '0%', '101%', '-1', '20 tasks', '', '1e3'])('%j is no limit of failures', (text) => {
  expect(parseStopAfter(text).problem).toMatchObject({ kind: 'failures', text });
});

test('a rule has a bound, a number of times, and its growth as its place', () => {
  const { layer, found } = readSweepText(
    'retry:\n  out_of_memory: {memory: x2, up_to: 128G, times: 2}\n  timeout: {walltime: x1.5}\nstop_after_failures: 20%\n',
  );
  expect(found).toEqual([]);
  expect(layer.failures?.out_of_memory?.value).toEqual({ factor: 2, up_to: 131_072, times: 2 });
  expect(layer.failures?.timeout?.value).toEqual({ factor: 1.5, up_to: null, times: 1 });
  expect(layer.failures?.stop_after?.value).toEqual({ percent: 20 });
});

test('invalid text is underlined', () => {
  const { found } = readSweepText(
    'retry:\n  out_of_memory: {memory: double, up_to: 64}\n  timeout: {walltime: x1, up_to: soon}\n',
  );
  expect(found).toEqual(['HSM440 2:27 double', 'HSM402 2:42 64', 'HSM440 3:23 x1', 'HSM401 3:34 soon']);
});

test('rules as text', () => {
  expect(describeRetry('memory', { factor: 2, up_to: 131_072, times: 2 })).toBe(
    'memory x2 up to 128G, at most 2 times',
  );
  expect(describeRetry('walltime', { factor: 1.5, up_to: null, times: 1 })).toBe('walltime x1.5, once');
  expect(describeStopAfter({ count: 20 })).toBe('20 failures');
  expect(describeStopAfter({ percent: 20 })).toBe('20% of the tasks');
});
