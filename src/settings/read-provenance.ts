import type { Provenance } from '../plan/run-settings.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { definedMembers, entryOf, fromFile } from './read-node.ts';
import type { Setting, Settled } from './settings.ts';

/** Reads `provenance:`. */
export function readProvenance(section: SyntaxNode | null): Partial<Settled<Provenance>> {
  return definedMembers<Settled<Provenance>>({ diff: readSwitch(section, 'diff') });
}

/** The schema has refused other values; null leaves the switch to lower layers. */
function readSwitch(section: SyntaxNode | null, key: string): Setting<boolean> | undefined {
  const entry = entryOf(section, key);
  if (entry?.value.kind !== 'scalar' || entry.value.type !== 'boolean') return undefined;
  return fromFile(/^true$/i.test(entry.value.text), entry.key.span);
}
