import type { Provenance } from '../plan/run-settings.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { definedMembers, entryOf, fromFile } from './read-node.ts';
import type { Setting, Settled } from './settings.ts';

/** Reads `provenance:`. */
export function readProvenance(section: SyntaxNode | null): Partial<Settled<Provenance>> {
  return definedMembers<Settled<Provenance>>({ diff: readSwitch(section, 'diff') });
}

/** What is not `true` or `false` the schema has refused, or it is null, which says nothing. */
function readSwitch(section: SyntaxNode | null, key: string): Setting<boolean> | undefined {
  const entry = entryOf(section, key);
  if (entry?.value.kind !== 'scalar' || entry.value.type !== 'boolean') return undefined;
  return fromFile(/^true$/i.test(entry.value.text), entry.key.span);
}
