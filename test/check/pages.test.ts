import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from '../../src/check/rules.ts';
import { checkDiagnostics } from '../../src/diagnostics/catalogue/check.ts';
import { passingDiagnostics } from '../../src/diagnostics/catalogue/passing.ts';
import { resultDiagnostics } from '../../src/diagnostics/catalogue/results.ts';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { sweepSchema } from '../../src/schema/schemas.ts';
import { validateShape } from '../../src/schema/validate.ts';
import { parseYaml } from '../../src/syntax/parse.ts';
import { check } from './harness.ts';

const kinds = [checkDiagnostics, passingDiagnostics, resultDiagnostics].flatMap((catalogue) =>
  Object.values(catalogue),
);

test('codes are unique and of this layer, and the list of rules is frozen', () => {
  expect(new Set(kinds.map(({ code }) => code)).size).toBe(kinds.length);
  expect(kinds.every(({ code }) => /^HSM3\d\d$/.test(code))).toBe(true);
  expect(Object.isFrozen(rules)).toBe(true);
});

test.each(kinds.map(({ code, title }) => [code, title]))(
  'the page of %s shows only that code',
  (code, title) => {
    const page = readFileSync(new URL(`../../docs/diagnostics/${code}.md`, import.meta.url), 'utf8');
    expect(page.startsWith(`# ${code}: ${title}\n`)).toBe(true);
    const files = [...page.matchAll(/^```\w+ (\S+)\n(.*?)^```/gms)].map(([, name = '', text = '']) => [
      name,
      text,
    ]);
    const [, file, yaml = ''] = /```yaml( \S+)?\n(.*?)```/s.exec(page) ?? [];
    if (file !== undefined) return;
    const diagnostics = new Diagnostics();
    const root = parseYaml({ path: 'sweep.yaml', text: yaml }, diagnostics);
    expect(root !== null && validateShape(root, sweepSchema, diagnostics)).toBe(true);
    expect(diagnostics.sorted()).toEqual([]);
    const hasScript = /^(?:script|command):/m.test(yaml);
    const { diagnostics: found } = check(yaml, {
      trainScript: hasScript ? 'train.py' : null,
      missing: ['no-such-script.py'],
      ...(files.length === 0 ? {} : { texts: Object.fromEntries(files) }),
    });
    expect(new Set(found.map((diagnostic) => diagnostic.code))).toEqual(new Set([code]));
  },
);
