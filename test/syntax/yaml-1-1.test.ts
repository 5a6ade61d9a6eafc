import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { parseYaml } from '../../src/syntax/parse.ts';
import { warnYaml11 } from '../../src/syntax/yaml-1-1.ts';

function warnings(text: string): readonly string[] {
  const diagnostics = new Diagnostics();
  const root = parseYaml({ path: 'a.yaml', text }, diagnostics);
  if (root !== null) warnYaml11(root, diagnostics);
  return diagnostics.sorted().map(({ severity, message }) => `${severity}: ${message}`);
}

test.each([
  ['yes', 'text', 'true'],
  ['Off', 'text', 'false'],
  ['010', 'the number 10', '8'],
  ['-017', 'the number -17', '-15'],
  ['08', 'the number 8', 'text'],
  ['0o10', 'the number 8', 'text'],
  ['1:30', 'text', 'the number 90'],
  ['12:00:00', 'text', 'the number 43200'],
  ['-1:30.5', 'text', 'the number -90.5'],
  ['1_000', 'text', 'the number 1000'],
  ['1_0.5', 'text', 'the number 10.5'],
  ['0b101', 'text', 'a binary number'],
])('%s is %s here and %s there', (text, here, there) => {
  expect(warnings(`a: [x, ${text}]`)).toEqual([
    `warning: \`${text}\` is ${here} here, but ${there} in YAML 1.1 tools`,
  ]);
});

test('quoted text, keys, and text that both read the same way get no warning', () => {
  expect(
    warnings(
      'yes: ["yes", \'010\', 0, 00, 10, 1e-3, 0x1f, true, yess, y, Y, n, N, a_1, 1:99, _, 12:ab, .5, 1-2]',
    ),
  ).toEqual([]);
});

test('the help shows how to write both values', () => {
  const diagnostics = new Diagnostics();
  const root = parseYaml({ path: 'a.yaml', text: 'a: 010' }, diagnostics);
  if (root !== null) warnYaml11(root, diagnostics);
  expect(diagnostics.sorted()[0]?.help).toBe('quote it if it is text, `"010"`; write `10` for the number');
});
