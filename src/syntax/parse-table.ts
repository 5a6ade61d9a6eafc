import papaparse from 'papaparse';
import { tableDiagnostics } from '../diagnostics/catalogue/tables.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Source, Span } from '../source/source.ts';
import type { ScalarNode, SyntaxNode } from './node.ts';
import { plainType } from './scalar-type.ts';

/** Columns by name, each with a cell per row. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
}

export interface TableColumn {
  readonly name: string;
  readonly span: Span;
  /** One per row; null for an empty cell. */
  readonly cells: readonly (SyntaxNode | null)[];
}

/** A cell with the text between its delimiters, and whether it is quoted. */
interface Field {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly span: Span;
}

/** The maximum number of rows reported for the same problem; after they are fixed, the next ones are reported. */
const MOST_REPORTED = 10;

/**
 * Reads a table in the format of RFC 4180 with this delimiter; the first row names the columns. An unquoted cell has
 * the type that YAML 1.2 gives its text, a quoted cell is a string, and an empty one has no value. Null after reporting
 * errors.
 */
export function parseDelimited(source: Source, delimiter: string, diagnostics: Diagnostics): Table | null {
  const rows = readRows(source, delimiter, diagnostics);
  const [heading, ...body] = rows ?? [];
  if (rows === null || heading === undefined) {
    if (rows !== null) report(diagnostics, 'the table is empty', { source, start: 0, end: 0 }, 'no rows');
    return null;
  }
  const isSound = checkHeading(heading, diagnostics);
  if (!checkWidths(heading, body, diagnostics) || !isSound) return null;
  const columns = heading.map(({ text, span }, at) => ({
    name: text,
    span,
    cells: body.map((row) => cellOf(row[at])),
  }));
  return { rows: body.length, columns };
}

function readRows(
  source: Source,
  delimiter: string,
  diagnostics: Diagnostics,
): readonly (readonly Field[])[] | null {
  const { text } = source;
  const rows: (readonly Field[])[] = [];
  let start = 0;
  let isSound = true;
  papaparse.parse<string[]>(text, {
    delimiter,
    step: ({ data, errors, meta }) => {
      const [error] = errors.filter(({ type }) => type === 'Quotes');
      if (error !== undefined && isSound) {
        const at = start + Math.max(0, text.slice(start).indexOf('"'));
        const problem = 'a quoted cell in this row is not closed, or text follows its closing quote';
        report(diagnostics, problem, { source, start: at, end: at + 1 }, 'the opening quote');
        isSound = false;
      }
      const isBlank = data.length === 1 && data[0] === '' && text[start] !== '"';
      if (!isBlank) rows.push(fieldsOf(source, start, data));
      start = meta.cursor;
    },
  });
  return isSound ? rows : null;
}

/** Finds where each cell is: papaparse only reports where a row begins. */
function fieldsOf(source: Source, from: number, cells: readonly string[]): readonly Field[] {
  let start = from;
  return cells.map((cell) => {
    const isQuoted = source.text[start] === '"';
    const length = isQuoted ? cell.replaceAll('"', '""').length + 2 : cell.length;
    const span = { source, start, end: start + length };
    start += length + 1;
    return { text: isQuoted ? cell : cell.trim(), isQuoted, span };
  });
}

function checkHeading(heading: readonly Field[], diagnostics: Diagnostics): boolean {
  const seen = new Set<string>();
  let isSound = true;
  for (const [at, { text, span }] of heading.entries()) {
    if (text !== '' && !seen.has(text)) {
      seen.add(text);
      continue;
    }
    const problem = text === '' ? `column ${at + 1} has no name` : `two columns are named \`${text}\``;
    report(diagnostics, problem, span, text === '' ? 'no name' : 'the same name');
    isSound = false;
  }
  return isSound;
}

function checkWidths(
  heading: readonly Field[],
  body: readonly (readonly Field[])[],
  diagnostics: Diagnostics,
): boolean {
  const wrong = [...body.entries()].filter(([, row]) => row.length !== heading.length);
  for (const [at, row] of wrong.slice(0, MOST_REPORTED)) {
    const extra = row[heading.length] ?? row.at(-1);
    if (extra === undefined) continue;
    const problem = `row ${at + 1} has ${cells(row.length)}, but the header has ${heading.length}`;
    report(
      diagnostics,
      problem,
      extra.span,
      row.length > heading.length ? 'no column for this cell' : 'the last cell',
    );
  }
  return wrong.length === 0;
}

function cells(count: number): string {
  return count === 1 ? '1 cell' : `${count} cells`;
}

function cellOf(field: Field | undefined): ScalarNode | null {
  if (field === undefined || (field.text === '' && !field.isQuoted)) return null;
  const { text, isQuoted, span } = field;
  return isQuoted
    ? { kind: 'scalar', type: 'string', text, style: 'quoted', span }
    : { kind: 'scalar', type: plainType(text), text, style: 'plain', span };
}

function report(diagnostics: Diagnostics, problem: string, span: Span, text: string): void {
  diagnostics.add(diagnose(tableDiagnostics.malformed, { problem }, { primary: { span, text } }));
}
