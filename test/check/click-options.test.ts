import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

/** A script with a click command that has these decorators. */
const script = (...decorators: readonly string[]): string =>
  [
    'import click\nimport torch\n\n@torch.no_grad()\ndef loss(a, b):\n    return a @ b\n\n@click.command()',
    '@click.option("--lr", type=float)',
    ...decorators.map((decorator) => `@${decorator}`),
    'def main(**options):\n    pass\n',
  ].join('\n');
const sweep = (grid: string, args = 'argparse'): string => `args: ${args}\nsweep: {grid: {${grid}}}\n`;
const found = (text: string, ...decorators: readonly string[]): readonly string[] =>
  codes(text, { scriptText: script(...decorators) }).map((line) => line.split(' ')[0] ?? '');

test('a name that no option has; click accepts no abbreviations', () => {
  const scriptText = script('click.option("-h", "--hidden-size", "hidden", default=8)');
  expect(only(sweep('hidden_size: [1, 2]'), { scriptText })).toMatchObject({
    code: 'HSM350',
    help: 'did you mean `hidden-size`?',
  });
  expect(found(sweep('hidden-size: [1, 2]'), 'click.option("--hidden-size")')).toEqual([]);
  expect(found(sweep('hidden: [1, 2]'), 'click.option("--hidden-size")')).toEqual(['HSM350']);
});

test.each([
  ['argparse', 'x: [true, false]', '"--x", is_flag=True', ['HSM351']],
  ['argparse', 'x: [1, 2]', '"--x/--no-x"', ['HSM351']],
  ['argparse', 'x: [1, 2]', '"--x", count=True', ['HSM351']],
  ['argparse', 'x: [1, 2]', '"--x", flag_value="a"', ['HSM351']],
  ['argparse', 'x: [1, 2]', '"--x", flag_value="a", is_flag=False', []],
  ['{style: argparse, booleans: flag}', 'x: [true, false]', '"--x", is_flag=True', []],
  ['{style: argparse, booleans: flag}', 'x: [true, false]', '"--x", type=bool', ['HSM357']],
  ['{style: argparse, booleans: no-flag}', 'x: [true, false]', '"--x/--no-x"', []],
  ['{style: argparse, booleans: no-flag}', 'x: [true, false]', '"--x", is_flag=True', ['HSM350']],
  ['{style: argparse, lists: repeat}', 'x: [[1, 2]]', '"--x", multiple=True', []],
  ['{style: argparse, lists: repeat}', 'x: [[1, 2]]', '"--x"', ['HSM358']],
  ['{style: argparse, lists: words}', 'x: [[1, 2]]', '"--x", nargs=2', []],
])('%s, %s, click.option(%s)', (args, grid, option, expected) => {
  expect(found(sweep(grid, args), `click.option(${option})`)).toEqual(expected);
});

test('the help uses the terms of click', () => {
  const scriptText = script('click.option("--x", type=bool)');
  const text = sweep('x: [true, false]', '{style: argparse, booleans: flag}');
  expect(only(text, { scriptText }).help).toContain('`is_flag=True`');
});

test.each([
  ['click.option("--data", required=True)', ['HSM359']],
  ['click.option("--data", prompt=True)', ['HSM359']],
  ['click.option("--data", prompt=True, prompt_required=False)', []],
  ['click.argument("data")', ['HSM359']],
  ['click.argument("data", required=False)', []],
  ['click.argument("data", nargs=-1)', []],
  ['click.version_option("1.0")', []],
])('%s', (decorator, expected) => {
  expect(found(sweep('lr: [1, 2]'), decorator)).toEqual(expected);
});

test.each([
  ['a decorator of its own', 'common_options'],
  ['settings of the command', 'click.pass_context\n@click.command(context_settings={"x": 1})'],
  ['a name that is computed', 'click.option(f"--{name}")'],
  ['a variable', 'click.option(NAME)'],
  ['subcommands', 'click.pass_context\ndef a(): pass\n@click.group()'],
  ['two commands', 'click.pass_context\ndef a(): pass\n@click.command()'],
])('nothing is reported if the text does not show all options: %s', (_, decorator) => {
  expect(found(sweep('unknown: [1, 2]'), decorator)).toEqual([]);
});
