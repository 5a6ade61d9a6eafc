import { type Position, positionAt, type Span } from '../source/source.ts';
import type { Diagnostic, Label, Severity } from './diagnostic.ts';

/** A diagnostic as JSON. Later versions may add keys, but never change their meaning. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The file as the user typed it; null, like `start`, `end` and `label`, if there is no place. */
  readonly path: string | null;
  /** Lines and columns count from 1; columns count UTF-16 units. */
  readonly start: Position | null;
  /** The place after the last character. */
  readonly end: Position | null;
  readonly label: string | null;
  readonly secondary: readonly JsonLabel[];
  readonly notes: readonly string[];
  readonly help: string | null;
}

export interface JsonLabel {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  readonly label: string;
}

/** Diagnostics as a JSON array of `JsonDiagnostic`, with a final newline. */
export function renderJson(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify(diagnostics.map(toJson), null, 2)}\n`;
}

function toJson({ code, severity, message, primary, secondary, notes, help }: Diagnostic): JsonDiagnostic {
  const place = primary === undefined ? NOWHERE : labelToJson(primary);
  return {
    code,
    severity,
    message,
    ...place,
    secondary: secondary.map(labelToJson),
    notes,
    help: help ?? null,
  };
}

const NOWHERE = { path: null, start: null, end: null, label: null } as const;

function labelToJson({ span, text }: Label): JsonLabel {
  return {
    path: span.source.path,
    start: positionAt(span.source, span.start),
    end: endOf(span),
    label: text,
  };
}

function endOf(span: Span): Position {
  return positionAt(span.source, span.end);
}
