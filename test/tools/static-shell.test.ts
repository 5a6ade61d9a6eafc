import { expect, test } from 'vitest';
import { templateFiles } from '../emit/template-files.ts';
import { lint, lintShell } from './lint-shell.ts';

// A part of a script has variables that other parts set or use: SC2034, SC2154. The emitted scripts are checked for
// these.
test('shell files without placeholders pass as they are', () => {
  const files = templateFiles('.sh');
  expect(files.length).toBeGreaterThan(50);
  lintShell(files, ['SC2034', 'SC2154']);
});

test('awk files without placeholders parse as they are', () => {
  const files = templateFiles('.awk');
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) lint('gawk', ['--pretty-print=/dev/null', '-f'], [file]);
});
