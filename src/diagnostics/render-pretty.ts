import type { Diagnostic } from './diagnostic.ts';
import { displayText } from './display.ts';
import { createPalette } from './palette.ts';
import { gutterWidthOf, snippetLines } from './snippet.ts';

export interface PrettyOptions {
  readonly color: boolean;
  /** The maximum number of diagnostics shown; the rest are counted. 50 by default. */
  readonly cap?: number | undefined;
}

const DEFAULT_CAP = 50;

/** Diagnostics as text: each with its source line underlined, then a line with their number. Empty if there are none. */
export function renderPretty(diagnostics: readonly Diagnostic[], options: PrettyOptions): string {
  if (diagnostics.length === 0) return '';
  const shown = diagnostics.slice(0, options.cap ?? DEFAULT_CAP);
  const parts = shown.map((diagnostic) => renderOne(diagnostic, options.color));
  const hidden = diagnostics.length - shown.length;
  if (hidden > 0) parts.push(`… and ${hidden} more\n`);
  return `${parts.join('\n')}\n${summary(diagnostics)}\n`;
}

function renderOne(diagnostic: Diagnostic, color: boolean): string {
  const colors = createPalette(color);
  const { code, severity, message, notes, help } = diagnostic;
  const strong = severity === 'error' ? colors.bad : colors.doubtful;
  const gutterWidth = gutterWidthOf(diagnostic);
  const lines = [`${colors.strong(strong(`${severity}[${code}]`))}${colors.strong(`: ${oneLine(message)}`)}`];
  lines.push(
    ...snippetLines(diagnostic, gutterWidth, {
      gutter: colors.frame,
      primary: strong,
      secondary: colors.frame,
    }),
  );
  const margin = ' '.repeat(gutterWidth);
  for (const note of notes) {
    lines.push(`${margin} ${colors.frame('=')} ${colors.strong('note')}: ${indented(note, gutterWidth + 9)}`);
  }
  if (help !== undefined) lines.push(`${colors.strong(colors.active('help'))}: ${indented(help, 6)}`);
  return `${lines.join('\n')}\n`;
}

function oneLine(text: string): string {
  return displayText(text.replaceAll('\n', '\\n'));
}

function indented(text: string, width: number): string {
  return displayText(text).replaceAll('\n', `\n${' '.repeat(width)}`);
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const counts = [counted(errors, 'error'), counted(warnings, 'warning')];
  return counts.filter((count) => !count.startsWith('0 ')).join(', ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
