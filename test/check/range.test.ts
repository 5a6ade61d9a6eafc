import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeContent, rowOf } from '../../src/check/range.ts';
import { rangeValue } from '../../src/plan/range.ts';

/** The texts of a range by step. */
function stepped(from: string, to: string, step: string): readonly string[] | string {
  return textsOf(rangeContent({ from, to, spacing: { kind: 'step', step } }));
}

function spread(from: string, to: string, count: number, kind: 'count' | 'log', digits = 6) {
  return textsOf(rangeContent({ from, to, spacing: { kind, count, digits } }));
}

function textsOf(content: ReturnType<typeof rangeContent>): readonly string[] | string {
  if (content === null) return 'too long';
  if (content.kind === 'computed') return `${content.size} computed`;
  return content.numbers.map(({ type, text }) => {
    expect(type).toBe(/^-?\d+$/.test(text) ? 'integer' : 'float');
    return text;
  });
}

test('integers stay integers, and a float anywhere makes all of them floats', () => {
  expect(stepped('1', '4', '1')).toEqual(['1', '2', '3', '4']);
  expect(stepped('0', '100', '30')).toEqual(['0', '30', '60', '90']);
  expect(stepped('3', '1', '1')).toEqual(['3', '2', '1']);
  expect(stepped('-1', '+1', '1')).toEqual(['-1', '0', '1']);
  expect(stepped('5', '5', '2')).toEqual(['5']);
  expect(stepped('0', '1', '0.5')).toEqual(['0.0', '0.5', '1.0']);
  expect(stepped('1.0', '3', '1')).toEqual(['1.0', '2.0', '3.0']);
  expect(stepped('1e3', '2e3', '5e2')).toEqual(['1000.0', '1500.0', '2000.0']);
  expect(spread('0', '1', 3, 'count')).toEqual(['0.0', '0.5', '1.0']);
  expect(spread('0', '10', 3, 'count')).toEqual(['0', '5', '10']);
});

test('decimals are exact: never 0.30000000000000004', () => {
  expect(spread('0', '1', 11, 'count')).toEqual(
    Array.from({ length: 11 }, (_, at) => (at === 10 ? '1.0' : `0.${at}`)),
  );
  expect(stepped('0.1', '0.31', '0.1')).toEqual(['0.1', '0.2', '0.3']);
  expect(spread('0', '1', 4, 'count')).toEqual(['0.0', '0.333333', '0.666667', '1.0']);
  expect(spread('0', '1', 4, 'count', 2)).toEqual(['0.0', '0.33', '0.67', '1.0']);
  expect(spread('7', '9', 1, 'count')).toEqual(['7']);
});

test('a log scale is exact for powers, and otherwise rounded to its digits', () => {
  expect(spread('1e-4', '1e-1', 7, 'log')).toEqual([
    '0.0001',
    '0.000316228',
    '0.001',
    '0.00316228',
    '0.01',
    '0.0316228',
    '0.1',
  ]);
  expect(spread('1', '1000000', 7, 'log')).toEqual([1, 10, 100, 1000, 10000, 100000, 1000000].map(String));
  expect(spread('1', '1048576', 21, 'log')).toEqual(Array.from({ length: 21 }, (_, at) => String(2 ** at)));
  expect(spread('100', '1', 4, 'log', 3)).toEqual(['100.0', '21.5', '4.64', '1.0']);
  expect(spread('1e-10', '1e-8', 3, 'log')).toEqual(['1.0e-10', '1.0e-9', '1.0e-8']);
});

test('many evenly spaced numbers are computed, and other numbers are listed up to a limit', () => {
  expect(stepped('1', '1000', '1')).toHaveLength(1000);
  expect(stepped('1', '1001', '1')).toBe('1001 computed');
  expect(stepped('1', '1000000000', '1')).toBe('1000000000 computed');
  expect(stepped('1', '9007199254740991', '1')).toBe('9007199254740991 computed');
  expect(stepped('1', '9007199254740992', '1')).toBe('too long');
  expect(stepped('9007199254740990', '9007199254742990', '1')).toHaveLength(2001);
  expect(spread('1', '10', 2_000, 'log')).toHaveLength(2_000);
  expect(spread('1', '10', 100_001, 'log')).toBe('too long');
});

test('a computed range agrees with integer arithmetic, and finds the row of each number', () => {
  const places = fc.integer({ min: 0, max: 6 });
  const first = fc.integer({ min: -1_000_000, max: 1_000_000 });
  const step = fc.integer({ min: 1, max: 5000 });
  const size = fc.integer({ min: 1001, max: 5000 });
  fc.assert(
    fc.property(first, step, size, places, fc.boolean(), (from, each, rows, point, goesDown) => {
      const way = goesDown ? -each : each;
      const text = (scaled: number): string => `${scaled}e-${point}`;
      const form = { from: text(from), to: text(from + way * (rows - 1)) };
      const content = rangeContent({ ...form, spacing: { kind: 'step', step: text(each) } });
      if (content?.kind !== 'computed') throw new Error('not computed');
      expect(content.size).toBe(rows);
      for (const row of [0, 1, rows - 2, rows - 1]) {
        const value = rangeValue(content.range, row);
        expect(value.type).toBe('float');
        expect(value.text).toMatch(/^-?\d+\.\d+$/);
        const scaled = BigInt(value.text.replace('.', '')) * 10n ** BigInt(point);
        expect(scaled).toBe(BigInt(from + way * row) * 10n ** BigInt(content.range.places));
        expect(rowOf(content.range, value.text)).toBe(row);
      }
    }),
  );
});
