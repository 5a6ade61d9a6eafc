import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Code } from '../plan/run-settings.ts';
import type { MappingEntry, SyntaxNode } from '../syntax/node.ts';
import { definedMembers, entryOf, fromFile, scalarsOf, textOf } from './read-node.ts';
import type { Setting, Settled } from './settings.ts';

/** Reads `code:`, a mode or a mapping. */
export function readCode(root: SyntaxNode, diagnostics: Diagnostics): Partial<Settled<Code>> {
  const section = entryOf(root, 'code');
  if (section === null) return {};
  if (section.value.kind === 'scalar') {
    return definedMembers<Pick<Settled<Code>, 'mode'>>({ mode: readMode(section) });
  }
  return definedMembers<Settled<Code>>({
    mode: readMode(entryOf(section.value, 'mode')),
    include: readPatterns(entryOf(section.value, 'include'), 'code.include', diagnostics),
    exclude: readPatterns(entryOf(section.value, 'exclude'), 'code.exclude', diagnostics),
  });
}

const modes: readonly Code['mode'][] = ['live', 'snapshot'];

/** The schema has refused other texts; null leaves the mode to lower layers. */
function readMode(entry: MappingEntry | null): Setting<Code['mode']> | undefined {
  if (entry?.value.kind !== 'scalar') return undefined;
  const { text } = entry.value;
  const mode = modes.find((known) => known === text);
  return mode && fromFile(mode, entry.key.span);
}

function readPatterns(
  entry: MappingEntry | null,
  setting: string,
  diagnostics: Diagnostics,
): Setting<readonly string[]> | undefined {
  if (entry === null) return undefined;
  const patterns = scalarsOf(entry.value).flatMap((node) => textOf(node, setting, diagnostics) ?? []);
  return fromFile(patterns, entry.key.span);
}
