import { expect, test } from 'vitest';
import { codes } from './harness.ts';

const sweep = 'sweep: {grid: {a: [1]}}\n';

test('a template without a value', () => {
  expect(codes(`args: ["--{name}"]\n${sweep}`)).toEqual(['HSM338 1:7']);
  expect(codes(`args: ["{{value}}"]\n${sweep}`)).toEqual(['HSM338 1:7']);
});

test('any word may contain the value', () => {
  expect(codes(`args: ["--{name}", "{value}"]\n${sweep}`)).toEqual([]);
});

test('a misspelt `{value}` is reported once', () => {
  expect(codes('args: ["{vlaue}"]\nsweep: {grid: {a: [1]}}\n')).toEqual(['HSM337 1:9']);
});
