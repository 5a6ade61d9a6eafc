import { expect, test } from 'vitest';
import { encodeValue } from '../../src/argv/encode.ts';
import { givenTo } from '../../src/argv/given-to.ts';
import { lower } from '../../src/check/lower.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { languagePages, textOf } from '../docs/pages.ts';
import { check } from './harness.ts';

const page = languagePages.map(textOf).join('\n');
/** Tables that examples name. */
const files = Object.fromEntries(
  [...page.matchAll(/```csv (\S+)\n(.*?)```/gs)].map(([, name = '', text = '']) => [name, text]),
);
const examples = [...page.matchAll(/```yaml\n(.*?)```\n\n```text\n(.*?)```/gs)];

/** The tasks as written on the page; values are independent of the convention. */
function tasks(plan: Plan): string {
  const lines = Array.from({ length: plan.count }, (_, index) => {
    const assignments = givenTo(plan, index + 1).map(
      ({ name, value }) => `${name}=${encodeValue({ kind: 'argparse' }, value)}`,
    );
    return [index + 1, ...assignments].join(' ');
  });
  return `${lines.join('\n')}\n`;
}

test('every example gives the tasks on the page', () => {
  expect(examples.length).toBe([...page.matchAll(/```yaml/g)].length);
});

test.each(examples.map(([, yaml = '', shown = '']) => [yaml, shown]))('%s', (yaml, shown) => {
  const { sweep, diagnostics } = check(yaml, { files });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (sweep === null) throw new Error('no sweep');
  expect(tasks(lower(sweep, { path: 'sweep.yaml', sha256: '' }, 'hsm', { maxRuns: null, take: null }))).toBe(
    shown,
  );
});
