import { expect, test } from 'vitest';
import { lower } from '../../src/check/lower.ts';
import { check, codes, only, underlined } from './harness.ts';

const files = {
  'points.csv': 'lr,seed\n0.1,1\n,2\n',
  'empty.csv': 'lr,seed\n',
  'one.tsv': 'a\tb\n1\t\n2\t\n',
};
const paired = (group: string): string => `sweep:\n  paired:\n    - ${group}\n`;

test('the plan has the file and its digest, and places in the sweep file', () => {
  const { sweep, diagnostics } = check(paired('file: points.csv'), { files });
  expect(diagnostics).toEqual([]);
  if (sweep === null) throw new Error('no sweep');
  const { space, count } = lower(sweep, { path: 'sweep.yaml', sha256: '' }, 'hsm', {
    maxRuns: null,
    take: null,
  });
  const origin = { line: 3, column: 13 };
  expect(count).toBe(2);
  expect(space.blocks[0]?.axes).toEqual([
    {
      group: null,
      file: { path: 'points.csv', sha256: 'ab'.repeat(32), origin },
      size: 2,
      parameters: [
        { name: 'lr', origin, values: [{ type: 'float', text: '0.1' }, null], origins: [origin, null] },
        {
          name: 'seed',
          origin,
          values: [
            { type: 'integer', text: '1' },
            { type: 'integer', text: '2' },
          ],
          origins: [origin, origin],
        },
      ],
    },
  ]);
});

test('a parameter named file is a parameter', () => {
  expect(check(paired('{file: [a, b], lr: [1, 2]}')).diagnostics).toEqual([]);
});

test.each([
  ['file: no.csv', 'HSM383 3:13', 'no.csv'],
  ['file: points.txt', 'HSM383 3:13', 'points.txt'],
  ['points: {file: no.tsv}', 'HSM383 3:22', 'no.tsv'],
  ['{file: points.csv, columns: [sed]}', 'HSM385 3:36', 'sed'],
  ['{file: points.csv, columns: {a: {b: sed}}}', 'HSM385 3:43', 'sed'],
])('%s cannot be read', (group, code, under) => {
  const missing = { ...files, 'points.txt': '' };
  expect(codes(paired(group), { files: missing })).toEqual([code]);
  expect(underlined(paired(group), { files: missing })).toBe(under);
});

test('a mistake in the table is reported there, and nothing else about it', () => {
  expect(codes(paired('file: empty.csv\n  exclude: [{lr: 1}]'), { files })).toEqual(['HSM384 1:1']);
  expect(codes(paired('file: one.tsv'), { files })).toEqual(['HSM384 1:3']);
  expect(only(paired('{file: points.csv, columns: [sed]}'), { files }).help).toBe('did you mean `seed`?');
  const twice = { 'a.csv': 'a\n1\n1\n' };
  expect(codes(paired('file: a.csv'), { files: twice })).toEqual(['HSM309 3:1 2:1']);
  const old = { 'a.csv': 'a\nyes\n1..5\n' };
  expect(codes(paired('file: a.csv'), { files: old })).toEqual(['HSM116 2:1']);
});

test('a table that is too long is refused, and one in two blocks is reported once', () => {
  const long = { 'a.csv': `a\n${Array.from({ length: 100_001 }, (_, at) => at).join('\n')}\n`, 'b.csv': '' };
  expect(codes(paired('file: a.csv'), { files: long })).toEqual(['HSM384 3:13']);
  expect(codes('sweep:\n  - paired: [file: b.csv]\n  - paired: {file: b.csv}\n', { files: long })).toEqual([
    'HSM384 1:1',
  ]);
});
