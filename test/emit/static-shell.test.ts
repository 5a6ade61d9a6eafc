import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packagePaths } from '../../src/compiler/package-paths.ts';
import { targetNames } from '../golden/cases.ts';
import { lint, lintShell } from '../lint-shell.ts';

const paths = packagePaths();
const folders: readonly string[] = [
  paths.partials,
  ...targetNames.map((name) => join(paths.targetTemplates, name, 'templates')),
];

function filesThatEnd(suffix: string): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith(suffix))
      .map((path) => join(folder, path)),
  );
}

// A part of a script has variables that others set or use: SC2034, SC2154. The emitted scripts are checked for these.
test('shell without placeholders is clean as it stands', () => {
  const files = filesThatEnd('.sh');
  expect(files.length).toBeGreaterThan(50);
  lintShell(files, ['SC2034', 'SC2154']);
});

test('awk without placeholders parses as it stands', () => {
  const files = filesThatEnd('.awk');
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) lint('gawk', ['--pretty-print=/dev/null', '-f'], [file]);
});
