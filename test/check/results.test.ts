import { expect, test } from 'vitest';
import { check, codes, underlined } from './harness.ts';

const sweep = (results: string): string =>
  `script: train.py\nsweep:\n  grid:\n    seed: [1]\nresults:${results}`;

test('the shortest form of a source', () => {
  expect(check(sweep(' {json: metrics.json}\n')).sweep?.results).toMatchObject({
    sources: [{ format: 'json', file: 'metrics.json', metrics: null }],
    objective: null,
  });
});

test('a list of sources', () => {
  const text = `
  - json: metrics.json
    keys: {acc: val.accuracy}
    maximize: acc
  - csv: history.csv
    columns: {loss: [last, min], lr: mean}
  - key_value: summary.txt
    keys: [epochs]
  - log: stdout.log
    patterns: {speed: '([0-9]+) it/s'}
    take: max
`;
  const results = check(sweep(text)).sweep?.results;
  expect(results?.objective).toEqual({ metric: 'acc', goal: 'maximize' });
  expect(results?.sources.map(({ metrics }) => metrics)).toEqual([
    [{ name: 'acc', key: 'val.accuracy', take: 'last' }],
    [
      { name: 'loss', key: 'loss', take: 'last' },
      { name: 'loss_min', key: 'loss', take: 'min' },
      { name: 'lr_mean', key: 'lr', take: 'mean' },
    ],
    [{ name: 'epochs', key: 'epochs', take: 'last' }],
    [{ name: 'speed', key: '([0-9]+) it/s', take: 'max' }],
  ]);
});

test.each<[string, string, string]>([
  ['no file', ' {keys: [a]}\n', 'HSM340'],
  ['two files', ' {json: a, csv: b}\n', 'HSM340'],
  ['keys of a table', ' {csv: a, keys: [b]}\n', 'HSM341'],
  ['a log without a pattern', ' {log: a}\n', 'HSM342'],
  ['an absolute file', ' {json: /a}\n', 'HSM343'],
  ['a file above', ' {json: a/../../b}\n', 'HSM343'],
  ['a file of many', ' {json: "a*"}\n', 'HSM343'],
  ['a pattern that awk does not know', " {log: a, patterns: {b: 'c{2}'}}\n", 'HSM344'],
  ['a name twice', '\n  - {json: a, keys: [c]}\n  - {json: b, keys: [c]}\n', 'HSM345'],
  ['two objectives', ' {json: a, maximize: b, minimize: c}\n', 'HSM346'],
  ['an unknown objective', ' {json: a, keys: [b], maximize: c}\n', 'HSM347'],
])('%s', (_, text, code) => {
  expect(codes(sweep(text)).map((line) => line.split(' ')[0])).toEqual([code]);
});

test('the wrong part of a pattern is underlined', () => {
  expect(underlined(sweep(" {log: a, patterns: {b: 'loss (\\d{2})'}}\n"))).toBe('{2}');
});

test.each<[string, string]>([
  [' {csv: a, columns: {b: [min, max, min]}}\n', 'remove one of the two'],
  ['\n  - {csv: a, columns: [b]}\n  - {csv: c, columns: [b]}\n', 'without `columns`'],
  ['\n  - {csv: a, columns: [b]}\n  - {json: c, keys: [b]}\n', '`keys: {other: b}`'],
  ['\n  - {csv: a, columns: [b]}\n  - {log: c, patterns: {b: d}}\n', 'another name'],
])('help for a duplicate name: %s', (text, help) => {
  expect(check(sweep(text)).diagnostics[0]?.help).toContain(help);
});

test('a duplicate under take is itself underlined', () => {
  expect(underlined(sweep(' {csv: a, columns: {b: [max, min, max]}}\n'))).toBe('max');
});

test('any objective is possible if a source takes everything', () => {
  expect(codes(sweep('\n  - {json: a, keys: [b]}\n  - {json: c, maximize: d}\n'))).toEqual([]);
});
