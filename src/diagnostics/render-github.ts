import { positionAt } from '../source/source.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Diagnostics as GitHub Actions workflow commands, one per line, which become annotations of the files. */
export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${toCommand(diagnostic)}\n`).join('');
}

function toCommand({ code, severity, message, primary, notes, help }: Diagnostic): string {
  const properties: string[] = [];
  if (primary !== undefined) {
    const { source, start, end } = primary.span;
    const from = positionAt(source, start);
    const to = positionAt(source, end);
    properties.push(`file=${escapeProperty(source.path)}`, `line=${from.line}`, `col=${from.column}`);
    properties.push(`endLine=${to.line}`, `endColumn=${to.column}`);
  }
  properties.push(`title=${escapeProperty(code)}`);
  const lines = [message, ...notes.map((note) => `note: ${note}`)];
  if (help !== undefined) lines.push(`help: ${help}`);
  return `::${severity} ${properties.join(',')}::${escapeData(lines.join('\n'))}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
