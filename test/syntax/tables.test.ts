import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { positionAt } from '../../src/source/source.ts';
import { parseJsonLines } from '../../src/syntax/parse-json-lines.ts';
import { parseDelimited } from '../../src/syntax/parse-table.ts';
import { toPlain } from '../../src/syntax/plain.ts';

/** Each problem as `line:column problem`. */
function problemsOf(diagnostics: Diagnostics): readonly string[] {
  return diagnostics.sorted().map(({ message, primary }) => {
    if (primary === undefined) return message;
    const { line, column } = positionAt(primary.span.source, primary.span.start);
    return `${line}:${column} ${message}`;
  });
}

function csv(text: string, delimiter = ',') {
  const diagnostics = new Diagnostics();
  const table = parseDelimited({ path: 'a.csv', text }, delimiter, diagnostics);
  return { table, problems: problemsOf(diagnostics) };
}

test('cells have the types of YAML, quotes give a text, and empty cells give no value', () => {
  const { table } = csv('a, b ,c\r\n010, x y ,"1"\r\n\r\n,"",1e-3\r\n');
  expect(table?.rows).toBe(2);
  expect(
    table?.columns.map(({ name, cells }) => [
      name,
      ...cells.map((cell) => cell && [cell.kind === 'scalar' && cell.type, toPlain(cell)]),
    ]),
  ).toEqual([
    ['a', ['integer', 10], null],
    ['b', ['string', 'x y'], ['string', '']],
    ['c', ['string', '1'], ['float', 0.001]],
  ]);
});

test('every cell knows its place', () => {
  const anyCell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', 'é', '\t', ' ') });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyCell, anyCell), { minLength: 1 }),
      fc.constantFrom(',', '\t'),
      (rows, delimiter) => {
        const text = Papa.unparse([['x', 'y'], ...rows], { delimiter, newline: '\n' });
        const { table, problems } = csv(text, delimiter);
        expect(problems).toEqual([]);
        for (const [column, { cells }] of (table?.columns ?? []).entries()) {
          for (const [row, cell] of cells.entries()) {
            const meant = rows[row]?.[column] ?? '';
            if (cell === null) expect(meant.trim()).toBe('');
            else {
              const raw = text.slice(cell.span.start, cell.span.end);
              expect(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw).toBe(meant);
              expect(cell.kind === 'scalar' && cell.text).toBe(raw.startsWith('"') ? meant : meant.trim());
            }
          }
        }
      },
    ),
  );
});

test.each([
  ['', ['1:1 the table is empty']],
  ['a,a\n1,2\n', ['1:3 two columns are named `a`']],
  ['a,\n1,2\n', ['1:3 column 2 has no name']],
  ['a,b\n1\n', ['2:1 row 1 has 1 cell, but the header has 2']],
  ['a,b\n1,2\n1,2,3\n', ['3:5 row 2 has 3 cells, but the header has 2']],
  ['a,b\n1,"2\n', ['2:3 a quoted cell in this row is not closed, or text follows its closing quote']],
])('%j is malformed', (text, problems) => {
  expect(csv(text)).toEqual({ table: null, problems });
});

test('JSON lines keep their numbers and places', () => {
  const diagnostics = new Diagnostics();
  const text = '{"a": 1.50, "b": {"c": [1, "x"]}}\n\n{"a": "\\ud83d\\ude00"}\r\n';
  const objects = parseJsonLines({ path: 'a.jsonl', text }, diagnostics);
  expect(objects?.map(toPlain)).toEqual([{ a: 1.5, b: { c: [1, 'x'] } }, { a: '😀' }]);
  const [value] = objects?.[0]?.entries.map((entry) => entry.value) ?? [];
  expect(value?.kind === 'scalar' && value.text).toBe('1.50');
  const second = objects?.[1]?.entries[0]?.value.span;
  expect(second && text.slice(second.start, second.end)).toBe('"\\ud83d\\ude00"');
});

test('a line that is not an object is reported', () => {
  const diagnostics = new Diagnostics();
  expect(
    parseJsonLines({ path: 'a.jsonl', text: '{"a": 1}\n{a: 1}\n[1]\n{"a": 1, "a": 2}\n' }, diagnostics),
  ).toBeNull();
  expect(problemsOf(diagnostics).map((problem) => problem.slice(0, 3))).toEqual(['2:1', '3:1', '4:1']);
});
