import { expect, test } from 'vitest';
import { check, codes, only } from './harness.ts';

const SWEEP = 'sweep: {grid: {lr: [1, 2]}}\n';

test('without `args`, a program that does not use Hydra, with the suggestion that its text supports best', () => {
  expect(only(SWEEP, { scriptText: 'import argparse\n' })).toMatchObject({
    code: 'HSM353',
    severity: 'warning',
  });
  expect(only(SWEEP, { scriptText: 'import argparse\n' }).help).toMatch(/: `args: argparse`/);
  expect(only(SWEEP, { scriptText: 'os.environ["lr"]\n' }).help).toMatch(/: `args: env`/);
  expect(only(SWEEP, { scriptText: 'sys.argv\n' }).help).toMatch(/: `args: \["\{name\}=\{value\}"\]`/);
  expect(codes(`script: a.py\n${SWEEP}`, { scriptText: 'x' })).toEqual(['HSM353 1:9']);
});

test('the language has each convention that the help suggests', () => {
  const { help } = only(SWEEP, { scriptText: 'x' });
  const ways = [...(help ?? '').matchAll(/`(args: [^`]+)`/g)].map(([, way]) => way);
  expect(ways).toHaveLength(4);
  for (const way of ways) expect(codes(`${way}\n${SWEEP}`, { scriptText: 'x' })).toEqual([]);
});

test('nothing is reported with Hydra in the text, with `args`, without the script, and for a command without a script', () => {
  expect(codes(SWEEP, { scriptText: 'import hydra\n' })).toEqual([]);
  expect(codes(`args: hydra\n${SWEEP}`, { scriptText: 'x' })).toEqual([]);
  expect(codes(SWEEP)).toEqual([]);
  expect(codes(`command: ./solve\n${SWEEP}`, { scriptText: 'x' })).toEqual([]);
});

test.each([
  ['a compiled program', '\x7fELF\u0002', [], ['./solve']],
  ['a script with `#!`', '#!/bin/sh\n', [], ['./solve']],
  ['Python by its `#!`', '#!/usr/bin/env python3\n', [], ['python3', 'solve']],
  [
    'a script that cannot be executed',
    '#!/usr/bin/env awk -f\n',
    ['./solve'],
    ['/usr/bin/env', 'awk', '-f', 'solve'],
  ],
  ['nothing that tells', 'text\n', [], ['python3', 'solve']],
])('the interpreter of %s', (_, scriptText, missing, words) => {
  const { sweep } = check(`script: solve\nargs: env\n${SWEEP}`, { scriptText, missing });
  const texts = sweep?.command.words.map((word) =>
    word.map((part) => (part.kind === 'text' ? part.text : '?')).join(''),
  );
  expect(texts).toEqual(words);
});
