import { settingsDiagnostics } from '../diagnostics/catalogue/settings.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Span } from '../source/source.ts';
import type { MappingEntry, MappingNode, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { reportProblem } from './report-problem.ts';
import type { Setting } from './settings.ts';
import type { Parsed } from './text-problem.ts';
import { reportTraps } from './text-traps.ts';

/** The entry of a mapping; null if the node is not a mapping or does not have the key. */
export function entryOf(node: SyntaxNode | null, key: string): MappingEntry | null {
  if (node?.kind !== 'mapping') return null;
  return node.entries.find((entry) => entry.key.text === key) ?? null;
}

/** The mapping under a key, or null. */
export function mappingAt(node: SyntaxNode | null, key: string): MappingNode | null {
  const value = entryOf(node, key)?.value;
  return value?.kind === 'mapping' ? value : null;
}

/** A setting with a value from a file. Its origin is the key, or the node that identifies the place best. */
export function fromFile<T>(value: T, span: Span): Setting<T> {
  return { value, origin: { kind: 'file', span } };
}

/** Whether `null` was written, which removes the value of lower layers. */
export function isNull(node: SyntaxNode): boolean {
  return node.kind === 'scalar' && node.type === 'null';
}

/** The result of a parser for an entry's text; undefined after reporting an error, and null for a written `null`. */
export function parsedSetting<T>(
  entry: MappingEntry | null,
  parse: (text: string) => Parsed<T>,
  diagnostics: Diagnostics,
): Setting<T | null> | undefined {
  if (entry === null || entry.value.kind !== 'scalar') return undefined;
  if (isNull(entry.value)) return fromFile(null, entry.key.span);
  const parsed = parse(entry.value.text);
  if (parsed.problem === undefined) return fromFile(parsed.value, entry.value.span);
  reportProblem(diagnostics, { kind: 'scalar', node: entry.value }, parsed.problem);
  return undefined;
}

/** The text of a scalar; null after reporting a NUL in it, or if the node is not a scalar. */
export function textOf(node: SyntaxNode, setting: string, diagnostics: Diagnostics): string | null {
  if (node.kind !== 'scalar') return null;
  if (!node.text.includes('\0')) return node.text;
  diagnostics.add(
    diagnose(
      settingsDiagnostics.nulCharacter,
      { setting },
      { primary: { span: node.span, text: 'contains a NUL character' } },
    ),
  );
  return null;
}

/**
 * A text setting as written, or null for a written `null`. Its origin is the text, because errors are reported there.
 */
export function textSetting(
  entry: MappingEntry | null,
  setting: string,
  diagnostics: Diagnostics,
): Setting<string | null> | undefined {
  if (entry === null) return undefined;
  if (isNull(entry.value)) return fromFile(null, entry.key.span);
  const text = textOf(entry.value, setting, diagnostics);
  return text === null ? undefined : fromFile(text, entry.value.span);
}

const PATH = { fills: ['env'], otherwise: 'this path is the same for all tasks', home: true } as const;

/** A path, with `~/` at its beginning and `{env:NAME}` expanded. */
export function pathSetting(
  entry: MappingEntry | null,
  setting: string,
  diagnostics: Diagnostics,
): Setting<string | null> | undefined {
  if (entry?.value.kind === 'scalar') {
    reportTraps(entry.value, PATH, diagnostics);
  }
  return textSetting(entry, setting, diagnostics);
}

/** The scalars of a list; a single scalar counts as a list of one, and `null` as an empty list. */
export function scalarsOf(node: SyntaxNode): readonly ScalarNode[] {
  if (isNull(node)) return [];
  const items = node.kind === 'sequence' ? node.items : [node];
  return items.filter((item) => item.kind === 'scalar');
}

/** A setting without null, for settings that cannot be unset. */
export function withoutNull<T>(setting: Setting<T | null> | undefined): Setting<T> | undefined {
  if (setting === undefined || setting.value === null) return undefined;
  return { value: setting.value, origin: setting.origin };
}

/** The members that are set: a layer only contains what its file sets. */
export function definedMembers<T extends object>(
  members: { readonly [K in keyof T]: T[K] | undefined },
): Partial<T> {
  const entries = Object.entries(members).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
