import { expect, test } from 'vitest';
import { needNumbers, taskName } from '../../src/argv/task-name.ts';
import type { WordPart } from '../../src/plan/command.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { TaskNames } from '../../src/plan/run-settings.ts';
import { axis, block, planOf } from '../plan/blocks.ts';

const text = (of: string): WordPart => ({ kind: 'text', text: of });
const of = (name: string): WordPart => ({ kind: 'hole', hole: { kind: 'parameter', name } });

function named(parts: readonly WordPart[], numbered = false): Plan & { readonly name: TaskNames } {
  const blocks = [{ ...block([], []), axes: [axis(2, ['a']), axis(3, ['b'])] }];
  return { ...planOf({ blocks }, 6), name: { template: parts, numbered, links: false, origin: null } };
}

const names = (plan: Plan): readonly (string | null)[] =>
  Array.from({ length: plan.count }, (_, task) => taskName(plan, task + 1, 'sweep'));

test('a name that distinguishes all tasks needs no number', () => {
  const plan = named([of('a'), text('/'), of('b')]);
  expect(names(plan).slice(0, 2)).toEqual(['a-0_b-0', 'a-0_b-1']);
  expect(needNumbers(plan, plan.name)).toBe(false);
  const short = named([of('a')]);
  expect(needNumbers(short, short.name)).toBe(true);
  expect(names(named([of('a')], true)).slice(0, 4)).toEqual(['a-0-1', 'a-0-2', 'a-0-3', 'a-1-4']);
});

test('a name that is too long is cut, and made unique by its number', () => {
  const plan = named([text('ü'.repeat(300)), of('a')]);
  expect(new Set(names(plan)).size).toBe(6);
  expect(names(plan).map((name) => name?.length)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(needNumbers(plan, plan.name)).toBe(false);
});

test.each([
  ['', '_'],
  ['..', '_.'],
  ['-x', '_x'],
  ['a b/c', 'a_b_c'],
])('%j becomes %j', (written, name) => {
  expect(taskName({ ...named([text(written)]), count: 1 }, 1, '')).toBe(name);
});

test('the number and the sweep', () => {
  const parts: readonly WordPart[] = [
    { kind: 'hole', hole: { kind: 'sweep_id' } },
    text('.'),
    { kind: 'hole', hole: { kind: 'task_id' } },
  ];
  expect(taskName(named(parts), 3, 'first')).toBe('first.3');
});
