import type { Value } from '../plan/plan.ts';
import { positionAt, type Span } from '../source/source.ts';
import type { WrittenEntry } from '../syntax/write-yaml.ts';

/** What a user may specify in addition to the file. */
export interface ImportOptions {
  /** The number of tasks to draw if the other tool would continue until stopped. */
  readonly count: number | null;
  /** The operation of a guild file; null if the file has only one. */
  readonly operation: string | null;
  /** The names in a directory relative to the working directory; null if it does not exist. */
  readonly listDirectory: (path: string) => readonly string[] | null;
}

/** The default number of tasks to draw. */
export const DEFAULT_COUNT = 20;

/** A parameter with its value, list of values, range or distribution in hsm's syntax. */
export interface ImportedEntry {
  readonly name: string;
  readonly value: Value;
  /** The note about its source. */
  readonly note: string;
}

/** Rows that are drawn. */
export interface ImportedSample {
  /** `count`, `seed`, `method`. */
  readonly settings: readonly WrittenEntry[];
  readonly parameters: readonly ImportedEntry[];
}

export interface ImportedBlock {
  readonly note?: string | undefined;
  readonly grid: readonly ImportedEntry[];
  /** Groups of parameters whose lists vary together. */
  readonly paired: readonly (readonly ImportedEntry[])[];
  readonly sample: ImportedSample | null;
}

/** A sweep of another tool, in hsm's terms. */
export interface ImportedSweep {
  /** The kind of file, as in `a W&B sweep file`. */
  readonly what: string;
  /** The keys above `sweep:`. */
  readonly head: readonly WrittenEntry[];
  readonly defaults: readonly ImportedEntry[];
  readonly blocks: readonly ImportedBlock[];
  /** The keys below it. */
  readonly foot: readonly WrittenEntry[];
}

/** The note about the source of a line: `line 7`, and the original key if it differs. */
export function noteOf(span: Span, text = ''): string {
  const { line } = positionAt(span.source, span.start);
  return text === '' ? `line ${line}` : `line ${line}: ${text}`;
}

/** A line with a scalar or a flow collection. */
export function line(key: string, value: Value, note?: string): WrittenEntry {
  return { key, value: { kind: 'value', value }, note };
}

/** A text as a value. */
export function text(text: string): Value {
  return { type: 'string', text };
}

/** A number in its original notation. */
export function number(text: string): Value {
  return { type: /^[-+]?\d+$/.test(text) ? 'integer' : 'float', text };
}

export function list(items: readonly Value[]): Value {
  return { type: 'list', items };
}

/** A mapping on one line, the form of ranges and distributions. */
export function map(entries: Readonly<Record<string, Value>>): Value {
  return { type: 'map', entries: Object.entries(entries).map(([key, value]) => ({ key, value })) };
}

/** A mapping on lines of its own. */
export function section(key: string, entries: readonly WrittenEntry[]): readonly WrittenEntry[] {
  return entries.length === 0 ? [] : [{ key, value: { kind: 'entries', entries } }];
}
