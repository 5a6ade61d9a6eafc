import { expect, test } from 'vitest';
import { type Diagnostic, diagnose, type Label } from '../../src/diagnostics/diagnostic.ts';
import { renderGithub } from '../../src/diagnostics/render-github.ts';
import { renderJson } from '../../src/diagnostics/render-json.ts';
import { renderPretty } from '../../src/diagnostics/render-pretty.ts';
import type { Source } from '../../src/source/source.ts';

/** A label on the first occurrence of a text. */
function label(source: Source, under: string, text: string): Label {
  const start = source.text.indexOf(under);
  return { span: { source, start, end: start + under.length }, text };
}

function error(details: Partial<Diagnostic>): Diagnostic {
  return { code: 'HSM900', severity: 'error', message: 'it is wrong', secondary: [], notes: [], ...details };
}

function pretty(...diagnostics: readonly Diagnostic[]): readonly string[] {
  return renderPretty(diagnostics, { color: false }).split('\n');
}

const source: Source = {
  path: 'sweep.yaml',
  text: 'sweep:\n  gird:\n    a: [1]\n    b: 2\n\n\n\n\n\n    c: 3\n',
};

test('a diagnostic looks like one of rustc', () => {
  const diagnostic = error({
    primary: label(source, 'gird', 'not a key of a sweep block'),
    notes: ['expected one of `grid`, `paired`'],
    help: 'did you mean `grid`?',
  });
  expect(pretty(diagnostic)).toEqual([
    'error[HSM900]: it is wrong',
    ' --> sweep.yaml:2:3',
    '  |',
    '2 |   gird:',
    '  |   ^^^^ not a key of a sweep block',
    '  |',
    '  = note: expected one of `grid`, `paired`',
    'help: did you mean `grid`?',
    '',
    '1 error',
    '',
  ]);
});

test('secondary labels, gaps, several lines and another file', () => {
  const other: Source = { path: 'other.yaml', text: 'x: 1\n' };
  const diagnostic = error({
    severity: 'warning',
    primary: label(source, 'c: 3', 'again'),
    secondary: [
      label(source, 'sweep:\n  gird', 'first'),
      label(source, 'a: [', 'then'),
      label(other, '1', 'there'),
    ],
  });
  expect(pretty(diagnostic).slice(1, -3)).toEqual([
    '  --> sweep.yaml:10:5',
    '   |',
    ' 1 | sweep:',
    '   | ------ first',
    ' 2 |   gird:',
    ' 3 |     a: [1]',
    '   |     ---- then',
    '...',
    '10 |     c: 3',
    '   |     ^^^^ again',
    '  ::: other.yaml:1:4',
    '   |',
    ' 1 | x: 1',
    '   |    - there',
  ]);
});

test.each([
  ['a\tb: X', 'a    b: X', 8],
  ['日本: X', '日本: X', 6],
  ['e\u0301: X', 'e\u0301: X', 3],
  ['👩‍🔬: X', '👩‍🔬: X', 4],
  ['\x1b[31m: X', '\\x1b[31m: X', 10],
  ['\u202e: X', '\\u202e: X', 8],
  ['a: X\r', 'a: X', 3],
])('the underline of %j is under its text', (line, shown, column) => {
  const odd: Source = { path: 'a.yaml', text: `${line}\n` };
  const lines = pretty(error({ primary: label(odd, 'X', 'here') }));
  expect(lines[3]).toBe(`1 | ${shown}`);
  expect(lines[4]).toBe(`  | ${' '.repeat(column)}^ here`);
});

test('a long line is cut around the label', () => {
  const long: Source = { path: 'a.yaml', text: `a: [${'1, '.repeat(200)}X, ${'2, '.repeat(200)}]\n` };
  const lines = pretty(error({ primary: label(long, 'X', 'here') }));
  expect(lines[3]?.length).toBeLessThan(130);
  expect(lines[3]?.indexOf('X')).toBe(lines[4]?.indexOf('^'));
});

test('messages cannot move the cursor or leave their line', () => {
  const [first] = pretty(error({ message: 'a \x1b[2J\nb' }));
  expect(first).toBe('error[HSM900]: a \\x1b[2J\\nb');
});

test('colour is used only if requested', () => {
  const diagnostic = error({ primary: label(source, 'gird', 'x') });
  expect(renderPretty([diagnostic], { color: true })).toContain('\x1b[');
  expect(renderPretty([diagnostic], { color: false })).not.toContain('\x1b[');
});

test('the list is limited, and the rest is counted', () => {
  const many = [...Array(5).fill(error({})), error({ severity: 'warning' })];
  const text = renderPretty(many, { color: false, cap: 2 });
  expect(text.endsWith('… and 4 more\n\n5 errors, 1 warning\n')).toBe(true);
  expect(text.match(/HSM900/g)).toHaveLength(2);
  expect(renderPretty([], { color: false })).toBe('');
});

test('JSON always has every key', () => {
  const secondary = [label(source, 'a:', 'then')];
  const place = error({ primary: label(source, 'gird', 'x'), secondary, notes: ['n'], help: 'h' });
  expect(JSON.parse(renderJson([place, error({})]))).toEqual([
    {
      code: 'HSM900',
      severity: 'error',
      message: 'it is wrong',
      path: 'sweep.yaml',
      start: { line: 2, column: 3 },
      end: { line: 2, column: 7 },
      label: 'x',
      secondary: [
        { path: 'sweep.yaml', start: { line: 3, column: 5 }, end: { line: 3, column: 7 }, label: 'then' },
      ],
      notes: ['n'],
      help: 'h',
    },
    {
      code: 'HSM900',
      severity: 'error',
      message: 'it is wrong',
      path: null,
      start: null,
      end: null,
      label: null,
      secondary: [],
      notes: [],
      help: null,
    },
  ]);
  expect(renderJson([])).toBe('[]\n');
});

test('GitHub commands are escaped', () => {
  const odd: Source = { path: 'a,b:c%.yaml', text: 'x\n' };
  const diagnostic = error({ message: '100%\r\nsure', primary: label(odd, 'x', ''), help: 'do, it: now' });
  expect(renderGithub([diagnostic, error({ severity: 'warning' })])).toBe(
    '::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,endLine=1,endColumn=2,title=HSM900::100%25%0D%0Asure%0Ahelp: do, it: now\n' +
      '::warning title=HSM900::it is wrong\n',
  );
});

test('a text of several megabytes is not repeated', () => {
  const kind = {
    code: 'HSM999',
    severity: 'error',
    title: 't',
    message: ({ tag }: { tag: string }) => `unknown ${tag}`,
  } as const;
  const long = 'x'.repeat(5_000_000);
  const span = { source: { path: 'a.yaml', text: long }, start: 0, end: long.length };
  const found = diagnose(kind, { tag: long }, { primary: { span, text: long }, notes: [long], help: long });
  expect(renderPretty([found], { color: false }).length).toBeLessThan(10_000);
});
