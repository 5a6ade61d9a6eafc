import type { Value } from '../plan/plan.ts';
import { positionAt, type Span } from '../source/source.ts';
import type { WrittenEntry } from '../syntax/write-yaml.ts';

/** What a user may say beside the file. */
export interface ImportOptions {
  /** How many tasks are drawn where the other tool would go on until it is stopped. */
  readonly count: number | null;
  /** Which operation of a guild file; null where it has one. */
  readonly operation: string | null;
  /** The names in a directory relative to the working directory; null where there is none. */
  readonly listDirectory: (path: string) => readonly string[] | null;
}

/** So many tasks are drawn where nobody says how many. */
export const DEFAULT_COUNT = 20;

/** A parameter and what it is given: a value, a list of values, or a range or distribution as our language writes it. */
export interface ImportedEntry {
  readonly name: string;
  readonly value: Value;
  /** Where it comes from. */
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
  /** Groups of parameters whose lists move together. */
  readonly paired: readonly (readonly ImportedEntry[])[];
  readonly sample: ImportedSample | null;
}

/** A sweep of another tool, in our terms. */
export interface ImportedSweep {
  /** What it was, as in `a W&B sweep file`. */
  readonly what: string;
  /** What stands above `sweep:`. */
  readonly head: readonly WrittenEntry[];
  readonly defaults: readonly ImportedEntry[];
  readonly blocks: readonly ImportedBlock[];
  /** What stands below it. */
  readonly foot: readonly WrittenEntry[];
}

/** The note that says where something comes from: `line 7`, and what stood there, where it is another word. */
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

/** A number in the spelling it has. */
export function number(text: string): Value {
  return { type: /^[-+]?\d+$/.test(text) ? 'integer' : 'float', text };
}

export function list(items: readonly Value[]): Value {
  return { type: 'list', items };
}

/** A mapping on one line, as ranges and distributions are written. */
export function map(entries: Readonly<Record<string, Value>>): Value {
  return { type: 'map', entries: Object.entries(entries).map(([key, value]) => ({ key, value })) };
}

/** A mapping on lines of its own. */
export function section(key: string, entries: readonly WrittenEntry[]): readonly WrittenEntry[] {
  return entries.length === 0 ? [] : [{ key, value: { kind: 'entries', entries } }];
}
