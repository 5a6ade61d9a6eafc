import { expect, test } from 'vitest';
import { commandVariables, commandWords } from '../../src/argv/words.ts';
import type { Convention } from '../../src/plan/command.ts';
import type { Plan, Value } from '../../src/plan/plan.ts';
import { asText, axis, planOf } from '../plan/blocks.ts';

const placeholders = {
  task_dir: '/data/it is/task_2',
  task_id: '2',
  sweep_id: 'first',
  sweep_dir: '/data/it is',
  project_dir: '/data',
  home: '/home/me',
};

function plan(convention: Convention, names: readonly string[]): Plan {
  const blocks = [{ axes: names.map((name) => axis(2, [name])), excludes: [], conditions: [], origin: null }];
  return {
    ...planOf({ blocks }, 2 ** names.length),
    convention,
    command: {
      launcher: [],
      container: [],
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
  commandWords(of, 2, placeholders).map(({ text, from }) => [
    text,
    typeof from === 'string' ? from : from.name,
  ]);

const command = [
  ['python3', 'command'],
  ['train.py', 'command'],
  ['--out=/data/it is/task_2/first-2', 'command'],
];

test('Hydra gets its overrides, and the run directory last', () => {
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

test('argparse gets two words per parameter', () => {
  expect(shown(plan({ kind: 'argparse', ...asText }, ['a', 'b']))).toEqual([
    ...command,
    ['--a', 'a'],
    ['a-0', 'a'],
    ['--b', 'b'],
    ['b-1', 'b'],
  ]);
});

test('a template is filled once per parameter', () => {
  const word = [
    { kind: 'hole', hole: { kind: 'name' } },
    { kind: 'text', text: ':' },
    { kind: 'hole', hole: { kind: 'value' } },
    { kind: 'text', text: '@' },
    { kind: 'hole', hole: { kind: 'task_id' } },
  ] as const;
  expect(shown(plan({ kind: 'template', words: [word], ...asText }, ['a']))).toEqual([
    ...command,
    ['a:a-1@2', 'a'],
  ]);
});

const ofText = (text: string): Plan['defaults'] => [
  { name: 'd', value: { type: 'string', text }, origin: null },
];

test('placeholders in a default are replaced; other braces, and one after a dollar sign, are text', () => {
  const base = plan({ kind: 'argparse', ...asText }, ['a']);
  const wordFor = (text: string): string | undefined => shown({ ...base, defaults: ofText(text) })[4]?.[0];
  expect(wordFor('{task_dir}/x{task_id}')).toBe('/data/it is/task_2/x2');
  const text = `{{task_dir}} {other} \${task_dir} {{other}} {"a": {"b": 1}} {sweep_id`;
  expect(wordFor(text)).toBe(text.replace('{{task_dir}}', '{task_dir}'));
  expect(wordFor('{env:HOME}/{env:X:-y}')).toBe('{env:HOME}/{env:X}');
});

test('a swept value that looks like a placeholder stays as it is', () => {
  const base = plan({ kind: 'argparse', ...asText }, ['a']);
  const value = { type: 'string' as const, text: '{task_id}' };
  const parameter = { name: 'a', values: [value, value], origins: [null, null], origin: null };
  const blocks = [
    { axes: [{ group: null, size: 2, parameters: [parameter] }], excludes: [], conditions: [], origin: null },
  ];
  expect(shown({ ...base, space: { blocks } }).at(-1)).toEqual(['{task_id}', 'a']);
});

test('Hydra and JSON quote the whole of a default that contains a placeholder', () => {
  const defaults = ofText(String.raw`a\"{task_dir}\"`);
  expect(shown({ ...plan({ kind: 'hydra' }, ['a']), defaults })[3]?.[0]).toBe(
    String.raw`d="a\\\"/data/it is/task_2\\\""`,
  );
  const value: Value = { type: 'list', items: [{ type: 'string', text: '"{task_dir}"' }] };
  const list = [{ name: 'd', value, origin: null }];
  expect(shown({ ...plan({ kind: 'argparse', ...asText }, ['a']), defaults: list })[4]?.[0]).toBe(
    String.raw`["\"/data/it is/task_2\""]`,
  );
});

test('env passes parameters only as variables', () => {
  const of = plan({ kind: 'env' }, ['a', 'b.c']);
  expect(shown(of)).toEqual(command);
  expect(
    commandVariables(of, 2, placeholders).map(({ name, value, from }) => [name, value, from.name]),
  ).toEqual([
    ['a', 'a-0', 'a'],
    ['b_c', 'b.c-1', 'b.c'],
  ]);
  expect(commandVariables(plan({ kind: 'argparse', ...asText }, ['a']), 2, placeholders)).toEqual([]);
});
