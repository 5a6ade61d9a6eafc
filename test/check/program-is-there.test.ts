import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

const sweep = 'sweep: {grid: {a: [1]}}\n';

test('a script that does not exist, at its place in the sweep file', () => {
  expect(codes(`script: a.py\n${sweep}`, { missing: ['a.py'] })).toEqual(['HSM332 1:9']);
});

test('a script that does not exist, if no file names it', () => {
  expect(codes(sweep, { missing: ['train.py'] })).toEqual(['HSM332']);
});

test('an interpreter that does not exist', () => {
  const diagnostic = only(sweep, { interpreter: '/opt/python', missing: ['/opt/python'] });
  expect(diagnostic.code).toBe('HSM333');
  expect(diagnostic.severity).toBe('warning');
  expect(diagnostic.help).toContain('paths.python_interpreter');
});

test('a command needs neither', () => {
  expect(codes(`command: ./b\n${sweep}`, { missing: ['train.py', 'python3'] })).toEqual([]);
});

test('on another machine neither its interpreter nor a project of its own can be checked', () => {
  const missing = ['train.py', '/opt/python'];
  const options = { interpreter: '/opt/python', missing };
  expect(codes(sweep, { ...options, elsewhere: ['programs'] })).toEqual(['HSM332']);
  expect(codes(sweep, { ...options, elsewhere: ['programs', 'project'] })).toEqual([]);
});
