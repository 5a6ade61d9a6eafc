import { expect, test } from 'vitest';
import { only } from './harness.ts';

test.each([
  ['a value', 'sweep:\n  grid: {a: [yes, x]}\n', 'yes'],
  ['a default', 'defaults: {a: 010}\nsweep: {grid: {b: [1]}}\n', '010'],
  ['an exclude', 'sweep:\n  grid: {a: ["on", x]}\n  exclude: [{a: on}]\n', 'on'],
])('%s', (_, text, written) => {
  const { severity, primary } = only(text);
  expect(severity).toBe('warning');
  expect(primary && text.slice(primary.span.start, primary.span.end)).toBe(written);
});
