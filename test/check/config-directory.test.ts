import { expect, test } from 'vitest';
import { check, codes } from './harness.ts';

const sweep = 'sweep: {grid: {a: [1]}}\n';
const options = { configDirectory: '~/conf' };

test('the config directory is a word of the command, only used by Hydra', () => {
  const { sweep: checked } = check(`script: a.py\n${sweep}`, options);
  expect(checked?.command.words.at(-1)).toEqual([
    { kind: 'text', text: '--config-dir=' },
    { kind: 'hole', hole: { kind: 'home' } },
    { kind: 'text', text: '/conf' },
  ]);
  const others = [
    `command: ./a\n${sweep}`,
    `script: a.py\nargs: argparse\n${sweep}`,
    `script: a.py\nargs: env\n${sweep}`,
  ];
  for (const text of others) {
    expect(JSON.stringify(check(text, options).sweep?.command.words)).not.toContain('config-dir');
  }
});

test('a directory that is not used, or does not exist', () => {
  expect(codes(`script: a.py\n${sweep}`, options)).toEqual([]);
  expect(codes(`script: a.py\nargs: argparse\n${sweep}`, options)).toEqual(['HSM432']);
  expect(codes(`script: a.py\n${sweep}`, { ...options, missing: ['~/conf'] })).toEqual(['HSM433']);
  expect(codes(`command: ./a\n${sweep}`, { ...options, missing: ['~/conf'] })).toEqual([]);
});
