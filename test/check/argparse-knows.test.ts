import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

const HEAD = 'import argparse\nparser = argparse.ArgumentParser(description="(")\n';
const sweep = (grid: string): string => `args: argparse\nsweep: {grid: {${grid}}}\n`;
const found = (grid: string, scriptText: string): readonly string[] =>
  codes(sweep(grid), { scriptText: HEAD + scriptText }).map((line) => line.split(' ')[0] ?? '');

test('a name that the parser does not have, with a suggestion', () => {
  const scriptText = `${HEAD}parser.add_argument("--hidden-size", type=int)\n`;
  const diagnostic = only(sweep('hidden_size: [1, 2]'), { scriptText });
  expect(diagnostic).toMatchObject({
    code: 'HSM350',
    severity: 'warning',
    help: 'did you mean `hidden-size`?',
  });
  expect(codes(sweep('hidden-size: [1, 2]'), { scriptText })).toEqual([]);
  expect(only(sweep('zeta: [1, 2]'), { scriptText }).help).toContain('add `--zeta`');
});

test('an abbreviated name is enough for argparse', () => {
  expect(found('hidden: [1]', 'parser.add_argument("--hidden-size")\n')).toEqual([]);
});

test.each([
  'action="store_true"',
  "action='store_false'",
  'action="count", default=0',
  'action=argparse.BooleanOptionalAction',
])('a value for a flag: %s', (action) => {
  expect(found('fast: [true]', `parser.add_argument("-f", "--fast", ${action})\n`)).toEqual(['HSM351']);
});

test('a list for nargs; a single value counts as a list of one', () => {
  const script = 'parser.add_argument("--layers", nargs="+", type=int,  # of each\n  help="a, b")\n';
  expect(found('layers: [[8], [8, 8]]', script)).toEqual(['HSM352']);
  expect(found('layers: [8, 16]', script)).toEqual([]);
  expect(found('layers: [[8], [8, 8]]', 'parser.add_argument("--layers", type=json.loads)\n')).toEqual([]);
});

/** The first code, with further keys of `args` in addition to its style. */
const passed = (passing: string, grid: string, option: string): string | undefined =>
  codes(`args: {style: argparse, ${passing}}\nsweep: {grid: {${grid}}}\n`, {
    scriptText: `${HEAD}parser.add_argument("--x", ${option})\n`,
  })[0]?.split(' ')[0];

test.each([
  ['booleans: flag', 'x: [true, false]', 'action="store_true"', undefined],
  ['booleans: no-flag', 'x: [true, false]', 'action=argparse.BooleanOptionalAction', undefined],
  ['booleans: no-flag', 'x: [true, false]', 'action="store_true"', 'HSM350'],
  ['booleans: flag', 'x: [true, 3]', 'action="store_true"', 'HSM351'],
  ['booleans: flag', 'x: [true, false]', 'type=json.loads', 'HSM357'],
  ['booleans: flag', 'x: [true, 3]', 'nargs="?"', undefined],
  ['booleans: value', 'x: [true, false]', 'type=json.loads', undefined],
  ['lists: words', 'x: [[1, 2], 3]', 'nargs="+"', undefined],
  ['lists: words', 'x: [[1, 2], 3]', 'type=int', 'HSM358'],
  ['lists: repeat', 'x: [[1, 2], 3]', 'action="append"', undefined],
  ['lists: repeat', 'x: [[1, 2], 3]', 'type=int', 'HSM358'],
])('%s with %s for an option with %s', (passing, grid, option, code) => {
  expect(passed(passing, grid, option)).toBe(code);
});

test('groups of the parser, comments, and strings that look like calls', () => {
  const script =
    '# parser.add_argument("--no")\ngroup = parser.add_argument_group("g")\n' +
    'group.add_argument("--lr", type=float, help=f"{1}")\nprint(\'\'\'parser.add_argument("--other")\'\'\')\n';
  expect(found('lr: [1]', script)).toEqual([]);
  expect(found('other: [1]', script)).toEqual(['HSM350']);
});

test.each([
  ['parents', 'argparse.ArgumentParser(parents=[base])'],
  ['subparsers', 'sub = parser.add_subparsers()'],
  ['a name that is computed', 'for n in names:\n  parser.add_argument(f"--{n}")'],
  ['a name that is a variable', 'parser.add_argument(name)'],
  ['a parser that is handed on', 'add_data_options(parser)'],
  ['arguments that are passed over', 'args, rest = parser.parse_known_args()'],
  ['two parsers', 'other = argparse.ArgumentParser()'],
  ['another language', 'an "unfinished string'],
])('nothing is reported if the text does not show all options: %s', (_, script) => {
  expect(found('lr: [1]', `${script}\n`)).toEqual([]);
});

test('nothing is reported without the script, without a parser, and with another convention', () => {
  expect(codes(sweep('lr: [1]'))).toEqual([]);
  expect(codes(sweep('lr: [1]'), { scriptText: 'import fire\n' })).toEqual([]);
  expect(codes('args: env\nsweep: {grid: {lr: [1]}}\n', { scriptText: HEAD })).toEqual([]);
});

test('a Python script in the words of a command is read as well, a module is not', () => {
  const scriptText = HEAD;
  expect(codes(`command: python3 a.py\n${sweep('lr: [1]')}`, { scriptText })).toEqual(['HSM350 3:16']);
  expect(codes(`command: python3 -m a.py\n${sweep('lr: [1]')}`, { scriptText })).toEqual([]);
});
