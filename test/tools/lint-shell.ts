import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { expect } from 'vitest';

const OPTIONAL_CHECKS = [
  'add-default-case',
  'avoid-nullary-conditions',
  'check-unassigned-uppercase',
  'deprecate-which',
  'quote-safe-variables',
  'require-double-brackets',
];

/** Checks bash files with bash itself, shfmt and shellcheck, which must not report anything except `unless`. */
export function lintShell(files: readonly string[], unless: readonly string[] = []): void {
  const checks = [`--enable=${OPTIONAL_CHECKS.join(',')}`, ...unless.map((code) => `--exclude=${code}`)];
  lint('bash', ['-c', 'for script; do bash -n "$script" || exit 1; done', 'bash'], files);
  lint('shfmt', ['-d', '-i', '2', '-ci'], files);
  lint('shellcheck', ['--norc', '--shell=bash', ...checks], files);
}

/** PATH without npm's programs: the npm package `shellcheck` downloads shellcheck on its first run. */
const ownPath: string = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((place) => !place.endsWith(join('node_modules', '.bin')))
  .join(delimiter);

/** Runs a tool over files. If it is not installed, that is an error on CI and a warning elsewhere. */
export function lint(program: string, words: readonly string[], files: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(program, [...words, ...files], {
    encoding: 'utf8',
    env: { ...process.env, PATH: ownPath, LC_ALL: 'C' },
  });
  if (error !== undefined && process.env['CI'] === undefined) {
    console.warn(`${program} is not installed: the emitted scripts were not held against it`);
    return;
  }
  if (error !== undefined) throw error;
  expect(`${stdout}${stderr}`).toBe('');
  expect(status).toBe(0);
}
