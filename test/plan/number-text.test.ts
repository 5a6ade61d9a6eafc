import { expect, test } from 'vitest';
import { jsonNumber, plainNumber } from '../../src/plan/number-text.ts';

test.each([
  ['0', '0', '0'],
  ['-0', '-0', '-0'],
  ['000', '0', '0'],
  ['+12', '12', '12'],
  ['-012', '-12', '-12'],
  ['0xfF', '255', '255'],
  ['0o17', '15', '15'],
  ['123456789012345678901234567890', '123456789012345678901234567890', '123456789012345678901234567890'],
  ['1e-3', '1e-3', '1e-3'],
  ['0.10', '0.10', '0.10'],
  ['00.5', '0.5', '0.5'],
  ['.5', '.5', '0.5'],
  ['-.5e3', '-.5e3', '-0.5e3'],
  ['1.', '1.', '1.0'],
  ['+1.E5', '1.E5', '1.0E5'],
  ['.inf', 'inf', 'Infinity'],
  ['-.INF', '-inf', '-Infinity'],
  ['.NaN', 'nan', 'NaN'],
])('%s is %s, and %s in JSON', (text, plain, json) => {
  expect(plainNumber(text)).toBe(plain);
  expect(jsonNumber(text)).toBe(json);
});
