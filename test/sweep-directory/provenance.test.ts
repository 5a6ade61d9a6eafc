import { expect, test } from 'vitest';
import { provenanceEntries } from '../../src/report/provenance.ts';
import { parseRecord } from '../../src/sweep-directory/provenance.ts';

const text = [
  'record: a',
  'git_commit: abc',
  'untracked: one: two',
  'untracked: three',
  'package: numpy==1.26',
  'conda_package: mkl-2023',
  'not_recorded: diff: the last 5 of 9 bytes',
  'no key',
  'diff:',
  '--- a/x',
  'diff:',
  'untracked: no',
  '',
].join('\n');

test('a record has its single values, its lists, and the diff to the last byte', () => {
  expect(parseRecord('a', text)).toEqual({
    name: 'a',
    values: { record: 'a', git_commit: 'abc' },
    untracked: ['one: two', 'three'],
    variables: [],
    modules: [],
    packages: ['numpy==1.26'],
    condaPackages: ['mkl-2023'],
    notRecorded: ['diff: the last 5 of 9 bytes'],
    diff: '--- a/x\ndiff:\nuntracked: no\n',
  });
  expect(parseRecord('b', 'record: b\n').diff).toBeNull();
});

test('the report has no diff, and includes packages once', () => {
  const record = parseRecord('a', text);
  const [first, second, third] = provenanceEntries([record, record, { ...record, packages: [] }]);
  expect(first).not.toHaveProperty('diff');
  expect(first).toMatchObject({ packages: ['numpy==1.26', 'mkl-2023'], diffLength: 28 });
  expect(second?.packages).toBeNull();
  expect(third?.packages).toEqual(['mkl-2023']);
});
