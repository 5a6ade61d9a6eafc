import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { schemaDiagnostics } from '../../src/diagnostics/catalogue/schema.ts';
import { syntaxDiagnostics } from '../../src/diagnostics/catalogue/syntax.ts';
import type { DiagnosticKind } from '../../src/diagnostics/diagnostic.ts';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { projectSchema, sweepSchema } from '../../src/schema/schemas.ts';
import { validateShape } from '../../src/schema/validate.ts';
import { parseYaml } from '../../src/syntax/parse.ts';
import { warnYaml11 } from '../../src/syntax/yaml-1-1.ts';

const pages = new URL('../../docs/diagnostics/', import.meta.url);
const kinds: readonly DiagnosticKind<never>[] = [
  ...Object.values(syntaxDiagnostics),
  ...Object.values(schemaDiagnostics),
];

test('every code is used once and is HSM1xx or HSM2xx', () => {
  const codes = kinds.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^HSM[12]\d\d$/);
});

test('every page has a code', () => {
  const known = kinds.map(({ code }) => `${code}.md`);
  const written = readdirSync(pages).filter((name) => /^HSM[12]/.test(name));
  expect(written.sort()).toEqual(known.sort());
});

test.each(kinds.map(({ code, title }) => [code, title]))('the page of %s (%s) shows it', (code, title) => {
  const page = readFileSync(new URL(`${code}.md`, pages), 'utf8');
  expect(page.startsWith(`# ${code}: ${title}\n`)).toBe(true);
  expect(page).toContain('\n## What to do\n');
  const [, file, text] = /## Example\n\n```(yaml(?: hsm_config\.yaml)?)\n([\s\S]*?)```/.exec(page) ?? [];
  // Mistakes in the bytes of a file cannot be shown in a page of text, nor can a file that is too long.
  if (text === undefined) return expect(['HSM101', 'HSM102', 'HSM117']).toContain(code);
  const diagnostics = new Diagnostics();
  const root = parseYaml({ path: 'sweep.yaml', text }, diagnostics);
  if (root !== null) {
    validateShape(root, file === 'yaml' ? sweepSchema : projectSchema, diagnostics);
    warnYaml11(root, diagnostics);
  }
  expect([...new Set(diagnostics.sorted().map((diagnostic) => diagnostic.code))]).toEqual([code]);
});
