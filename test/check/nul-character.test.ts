import { expect, test } from 'vitest';
import { codes } from './harness.ts';

test.each([
  ['a value', 'sweep:\n  grid: {a: ["x\\0y"]}\n', 'HSM316 2:14'],
  ['a value deep inside', 'sweep:\n  grid: {a: [{b: ["\\0"]}]}\n', 'HSM316 2:19'],
  ['a default', 'defaults: {a: "\\0"}\nsweep: {grid: {b: [1]}}\n', 'HSM316 1:15'],
  ['the command', 'command: [python, "\\0"]\nsweep: {grid: {b: [1]}}\n', 'HSM316 1:19'],
  ['a template', 'args: ["{value}\\0"]\nsweep: {grid: {b: [1]}}\n', 'HSM316 1:8'],
  ['metadata', 'metadata: {a: "\\0"}\nsweep: {grid: {b: [1]}}\n', 'HSM316 1:15'],
])('%s', (_, text, code) => {
  expect(codes(text)).toEqual([code]);
});

test('a name', () => {
  expect(codes('args: ["{value}"]\nsweep:\n  grid: {"a\\0": [1]}\n')).toEqual(['HSM316 3:10']);
});

test('every other control character is allowed', () => {
  expect(codes('sweep:\n  grid: {a: ["\\x01\\r\\n"]}\n')).toEqual([]);
});
