import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

const sweep = 'sweep: {grid: {a: [1]}}\n';
const script = 'script: a.py\nargs: argparse\n';

test.each(['$SCRATCH/x', `\${SCRATCH}/x`, '~/x', `\${SCRATCH:-/tmp}`, `x/\${user}`])(
  '%s in a default or a swept value is text, once per parameter',
  (text) => {
    expect(codes(`${script}defaults: {d: ["${text}", "${text}"]}\n${sweep}`)).toEqual(['HSM364 3:16']);
    expect(codes(`${script}sweep: {grid: {a: [1, "${text}", "${text}/b"]}}\n`)).toEqual(['HSM364 3:23']);
  },
);

test('what to write instead', () => {
  const helpFor = (text: string) => only(`${script}defaults: {d: "${text}"}\n${sweep}`).help;
  expect(helpFor('$SCRATCH/x')).toContain('`"{env:SCRATCH}/x"`');
  expect(helpFor('~/x')).toContain('`"{env:HOME}/x"`');
  expect(helpFor(`\${user}`)).toContain('`{env:NAME}`');
});

test.each(['costs $5', '^a$', '$x', '{env:SCRATCH}/x', 'a~/b', '$', '{SCRATCH}'])(
  '%s is plain text',
  (text) => {
    expect(codes(`${script}defaults: {d: "${text}"}\n${sweep}`)).toEqual([]);
  },
);

test('with Hydra, `${` is an interpolation, and reported as one', () => {
  expect(codes(`script: a.py\ndefaults: {d: "\${HOME}/x"}\n${sweep}`)).toEqual(['HSM362 2:15']);
  expect(codes(`script: a.py\ndefaults: {d: "$HOME/x"}\n${sweep}`)).toEqual(['HSM364 2:15']);
});

test('a word of a command that is a list, but not a script for a shell', () => {
  expect(codes(`command: [./a, $HOME/x]\nargs: env\n${sweep}`)).toEqual(['HSM364 1:16']);
  expect(codes(`command: [bash, -c, 'exec ./a "$HOME"']\nargs: env\n${sweep}`)).toEqual([]);
});

test('a placeholder in a swept value is text, in a default it is replaced', () => {
  expect(codes(`${script}sweep: {grid: {a: ["{task_dir}/a", "{task_id}"]}}\n`)).toEqual(['HSM363 3:20']);
  expect(codes(`${script}sweep: {grid: {a: ["{{other}}", "{other}"]}}\n`)).toEqual([]);
  expect(codes(`${script}defaults: {d: "{task_dir}/{env:HOME}"}\n${sweep}`)).toEqual([]);
});

test('a variable whose name is impossible is an unknown placeholder', () => {
  for (const name of ['env:path', 'env:', 'env:A B', 'env:A:-$(x)', 'env:A-b']) {
    expect(codes(`command: [./a, "{${name}}"]\n${sweep}`)).toEqual(['HSM337 1:17']);
    expect(codes(`${script}defaults: {d: "{${name}}"}\n${sweep}`)).toEqual(['HSM337 3:15']);
  }
});
