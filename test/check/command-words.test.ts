import { expect, test } from 'vitest';
import { codes, only, underlined } from './harness.ts';

const command = (text: string): string => `command: ${text}\nsweep: {grid: {a: [1]}}\n`;

test.each([
  ['a quote', `python 'a b`, 'HSM335', `'`],
  ['a double quote', `python a" b`, 'HSM335', '"'],
  ['a variable', 'python $HOME/a.py', 'HSM336', '$'],
  ['a variable in double quotes', 'python "$HOME"', 'HSM336', '$'],
  ['a pipe', 'python a.py | tee log', 'HSM336', '|'],
  ['a list', 'a && b', 'HSM336', '&&'],
  ['a redirection', 'python a.py > log', 'HSM336', '>'],
  ['a pattern', 'python *.py', 'HSM336', '*'],
  ['a home directory', 'python ~/a.py', 'HSM336', '~'],
  ['a backtick', 'python `which a`', 'HSM336', '`'],
  ['an assignment', 'A=1 python a.py', 'HSM336', 'A=1'],
])('%s', (_, text, code, part) => {
  expect(only(command(text)).code).toBe(code);
  expect(underlined(command(text))).toBe(part);
});

test('spans point into a quoted scalar and a folded one', () => {
  expect(codes(command(`"python $HOME"`))).toEqual(['HSM336 1:18']);
  expect(codes('command: >-\n  python $HOME\nsweep: {grid: {a: [1]}}\n')).toEqual(['HSM336 2:10']);
});

test('the lines of a literal block would be several commands', () => {
  expect(codes('command: |\n  python a.py\n  python b.py\nsweep: {grid: {a: [1]}}\n')).toEqual([
    'HSM336 1:10',
  ]);
  expect(codes('command: |\n  python a.py\nsweep: {grid: {a: [1]}}\n')).toEqual([]);
});

test('a list is passed as it is', () => {
  expect(codes(command(`[sh, -c, "echo $1 | cat > x", --]`))).toEqual([]);
});

test.each(['""', '[]', `"''"`, '["", a]'])('%s names no program', (text) => {
  expect(only(command(text)).code).toBe('HSM334');
});
