import { lineStarts, positionAt, type Source } from '../source/source.ts';
import type { Diagnostic, Label } from './diagnostic.ts';
import { displayText, displayWidth } from './display.ts';

/** The maximum number of characters shown of a source line; a longer line is cut around its first label. */
const MAX_LINE = 120;
const BEFORE_LABEL = 40;

/** A label cut to the first line of its span. Columns are UTF-16 units from 0. */
interface Mark {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly primary: boolean;
}

/** Functions that colour the parts of a snippet, or leave them alone. */
export interface SnippetPaint {
  readonly gutter: (text: string) => string;
  readonly primary: (text: string) => string;
  readonly secondary: (text: string) => string;
}

/** The `-->` line and the marked source lines of a diagnostic, one group per file; empty without a place. */
export function snippetLines(
  diagnostic: Diagnostic,
  gutterWidth: number,
  paint: SnippetPaint,
): readonly string[] {
  const labels = labelsOf(diagnostic);
  const lines: string[] = [];
  for (const source of new Set(labels.map((label) => label.span.source))) {
    const own = labels.filter((label) => label.span.source === source);
    const { line, column } = positionAt(source, own[0]?.span.start ?? 0);
    const arrow = lines.length === 0 ? '-->' : ':::';
    lines.push(
      `${' '.repeat(gutterWidth)}${paint.gutter(arrow)} ${displayText(source.path)}:${line}:${column}`,
    );
    if (source.text !== '') lines.push(...markedLines(source, own, diagnostic, gutterWidth, paint));
  }
  return lines;
}

/** The width of the column of line numbers. */
export function gutterWidthOf(diagnostic: Diagnostic): number {
  const numbers = labelsOf(diagnostic).map(({ span }) => positionAt(span.source, span.start).line);
  return String(Math.max(1, ...numbers)).length;
}

function labelsOf(diagnostic: Diagnostic): readonly Label[] {
  const { primary, secondary } = diagnostic;
  return primary === undefined ? secondary : [primary, ...secondary];
}

function markedLines(
  source: Source,
  labels: readonly Label[],
  diagnostic: Diagnostic,
  gutterWidth: number,
  paint: SnippetPaint,
): readonly string[] {
  const empty = paint.gutter(`${' '.repeat(gutterWidth)} |`);
  const marks = labels.map((label) => markOf(source, label, label === diagnostic.primary));
  const lines = [empty];
  let previous: number | null = null;
  for (const line of [...new Set(marks.map((mark) => mark.line))].sort((a, b) => a - b)) {
    const own = marks.filter((mark) => mark.line === line).sort((a, b) => a.from - b.from);
    if (previous !== null && line > previous + 2) lines.push(paint.gutter('...'));
    else if (previous !== null && line === previous + 2) {
      lines.push(...sourceLine(source, previous + 1, [], gutterWidth, paint));
    }
    lines.push(...sourceLine(source, line, own, gutterWidth, paint));
    previous = line;
  }
  if (diagnostic.notes.length > 0) lines.push(empty);
  return lines;
}

function sourceLine(
  source: Source,
  line: number,
  marks: readonly Mark[],
  gutterWidth: number,
  paint: SnippetPaint,
): readonly string[] {
  const whole = textOfLine(source, line);
  const cut = Math.max(0, Math.min((marks[0]?.from ?? 0) - BEFORE_LABEL, whole.length - MAX_LINE));
  const shown = whole.slice(cut, cut + MAX_LINE);
  const before = cut > 0 ? '…' : '';
  const after = cut + MAX_LINE < whole.length ? '…' : '';
  const number = paint.gutter(`${String(line).padStart(gutterWidth)} |`);
  const lines = [`${number} ${before}${displayText(shown)}${after}`.trimEnd()];
  for (const mark of marks) {
    const from = bounded(mark.from - cut, shown.length);
    const to = bounded(mark.to - cut, shown.length);
    const indent = ' '.repeat(before.length + displayWidth(displayText(shown.slice(0, from))));
    const width = Math.max(1, displayWidth(displayText(shown.slice(from, to))));
    const colour = mark.primary ? paint.primary : paint.secondary;
    const underline = `${(mark.primary ? '^' : '-').repeat(width)} ${displayText(mark.text)}`.trimEnd();
    lines.push(`${paint.gutter(`${' '.repeat(gutterWidth)} |`)} ${indent}${colour(underline)}`);
  }
  return lines;
}

function bounded(column: number, length: number): number {
  return Math.max(0, Math.min(column, length));
}

function markOf(source: Source, label: Label, primary: boolean): Mark {
  const { line, column } = positionAt(source, label.span.start);
  const from = column - 1;
  const length = Math.max(textOfLine(source, line).length, from);
  const to = Math.min(from + Math.max(label.span.end - label.span.start, 0), length);
  return { line, from, to, text: label.text, primary };
}

function textOfLine(source: Source, line: number): string {
  const starts = lineStarts(source);
  const end = starts[line] ?? source.text.length + 1;
  return source.text.slice(starts[line - 1] ?? 0, end - 1).replace(/\r$/, '');
}
