import { expect, test } from 'vitest';
import { codes } from './harness.ts';

const sweep = 'sweep: {grid: {a: [1]}}\n';

test('script and command', () => {
  expect(codes(`script: a.py\ncommand: ./b\n${sweep}`)).toEqual(['HSM330 2:1 1:1']);
  expect(codes(`command: ./b\nscript: a.py\n${sweep}`)).toEqual(['HSM330 2:1 1:1']);
});

test('neither script nor command, in no file', () => {
  expect(codes(sweep, { trainScript: null })).toEqual(['HSM331 1:1']);
});

test('any one of them is enough', () => {
  expect(codes(sweep)).toEqual([]);
  expect(codes(`script: a.py\n${sweep}`, { trainScript: null })).toEqual([]);
  expect(codes(`command: ./b\n${sweep}`, { trainScript: null })).toEqual([]);
});

test('settings that a broken file may contain are not reported as missing', () => {
  expect(codes(sweep, { trainScript: null, isComplete: false })).toEqual([]);
  expect(codes(sweep, { missing: ['python3'] })).toEqual(['HSM333']);
  expect(codes(sweep, { missing: ['python3'], isComplete: false })).toEqual([]);
});
