import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

const sweep = 'sweep: {grid: {a: [1]}}\n';

test('a placeholder that is close to a known one', () => {
  const text = `command: python a.py --out '{task_dri}/x'\n${sweep}`;
  expect(codes(text)).toEqual(['HSM337 1:29']);
  expect(only(text).help).toBe('did you mean `{task_dir}`?');
});

test('a placeholder that is close to none', () => {
  expect(only(`command: [awk, "{print}"]\n${sweep}`).help).toBe(
    'give `print` a value under `defaults`, or for literal text write `{{print}}`',
  );
});

test('name and value are for templates only', () => {
  expect(only(`command: [python, "{value}"]\n${sweep}`).notes).toContain(
    '`{value}` is only available in the templates under `args`',
  );
});

test('a template has its own placeholders', () => {
  expect(codes(`args: ["{name}={value}", "{task_id}"]\n${sweep}`)).toEqual([]);
  expect(codes(`args: ["{nmae}={value}"]\n${sweep}`)).toEqual(['HSM337 1:9']);
});

test('doubled braces and braces around anything else are text', () => {
  expect(
    codes(`command: [a, "{{print}}", "{\\"b\\": {\\"c\\": 1}}", "{}", "{1}", "{a b}"]\n${sweep}`),
  ).toEqual([]);
});

test.each([
  ['args', 'remove it: the parameters'],
  ['args_no_hyphens', 'remove it: the parameters'],
  ['program', 'the path'],
  ['env', 'remove it: the first'],
])('what W&B fills in the place of %s', (macro, help) => {
  expect(only(`command: [python, "\${${macro}}"]\n${sweep}`).help).toContain(help);
});
