import { expect, test } from 'vitest';
import { commandVariables, commandWords } from '../../src/command/words.ts';
import type { Convention, Plan } from '../../src/plan/plan.ts';
import { axis, planOf } from '../space/blocks.ts';

const holes = { task_dir: '/data/it is/task_2', task_id: '2', sweep_id: 'first', home: '/home/me' };

function plan(convention: Convention, names: readonly string[]): Plan {
  const blocks = [{ axes: names.map((name) => axis(2, [name])), excludes: [], origin: null }];
  return {
    ...planOf({ blocks }, 2 ** names.length),
    convention,
    command: {
      words: [
        [{ kind: 'text', text: 'python3' }],
        [{ kind: 'text', text: 'train.py' }],
        [
          { kind: 'text', text: '--out=' },
          { kind: 'hole', hole: { kind: 'task_dir' } },
          { kind: 'text', text: '/' },
          { kind: 'hole', hole: { kind: 'sweep_id' } },
          { kind: 'text', text: '-' },
          { kind: 'hole', hole: { kind: 'task_id' } },
        ],
      ],
      origin: { line: 1, column: 1 },
      script: 'train.py',
    },
  };
}

const shown = (of: Plan): readonly (readonly [string, string])[] =>
  commandWords(of, 2, holes).map(({ text, from }) => [text, typeof from === 'string' ? from : from.name]);

const command = [
  ['python3', 'command'],
  ['train.py', 'command'],
  ['--out=/data/it is/task_2/first-2', 'command'],
];

test('Hydra gets its overrides and the run directory last', () => {
  expect(shown(plan({ kind: 'hydra' }, ['a', 'b.c']))).toEqual([
    ...command,
    ['a="a-0"', 'a'],
    ['b.c="b.c-1"', 'b.c'],
    ['hydra.run.dir="/data/it is/task_2"', 'run_dir'],
  ]);
});

test.each(['hydra.run.dir', '+hydra.run.dir', '++hydra.run.dir'])('a sweep over %s has the say', (name) => {
  expect(shown(plan({ kind: 'hydra' }, [name]))).toEqual([...command, [`${name}="${name}-1"`, name]]);
});

test('argparse gets two words a parameter', () => {
  expect(shown(plan({ kind: 'argparse' }, ['a', 'b']))).toEqual([
    ...command,
    ['--a', 'a'],
    ['a-0', 'a'],
    ['--b', 'b'],
    ['b-1', 'b'],
  ]);
});

test('a template is filled once a parameter', () => {
  const word = [
    { kind: 'hole', hole: { kind: 'name' } },
    { kind: 'text', text: ':' },
    { kind: 'hole', hole: { kind: 'value' } },
    { kind: 'text', text: '@' },
    { kind: 'hole', hole: { kind: 'task_id' } },
  ] as const;
  expect(shown(plan({ kind: 'template', words: [word] }, ['a']))).toEqual([...command, ['a:a-1@2', 'a']]);
});

test('a value that looks like a hole stays as it is', () => {
  const base = plan({ kind: 'argparse' }, ['a']);
  const value = { type: 'string' as const, text: '{task_id}' };
  const withDefault = { ...base, defaults: [{ name: 'd', value, origin: null }] };
  expect(shown(withDefault).slice(3, 5)).toEqual([
    ['--d', 'd'],
    ['{task_id}', 'd'],
  ]);
});

test('env puts parameters into variables and nowhere else', () => {
  const of = plan({ kind: 'env' }, ['a', 'b.c']);
  expect(shown(of)).toEqual(command);
  expect(commandVariables(of, 2).map(({ name, value, from }) => [name, value, from.name])).toEqual([
    ['a', 'a-0', 'a'],
    ['b_c', 'b.c-1', 'b.c'],
  ]);
  expect(commandVariables(plan({ kind: 'argparse' }, ['a']), 2)).toEqual([]);
});
