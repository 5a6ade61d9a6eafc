import type { Budget } from '../plan/run-settings.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { definedMembers, entryOf, fromFile, isNull } from './read-node.ts';
import type { Setting, Settled } from './settings.ts';

/** Reads `budget:`; the schema has already refused everything except numbers from 0. */
export function readBudget(section: SyntaxNode | null): Partial<Settled<Budget>> {
  return definedMembers<Settled<Budget>>({
    core_hours: readLimit(section, 'core_hours'),
    gpu_hours: readLimit(section, 'gpu_hours'),
    tasks: readLimit(section, 'tasks'),
    inodes: readLimit(section, 'inodes'),
  });
}

/** Null removes the limit of a lower layer. */
function readLimit(section: SyntaxNode | null, key: keyof Budget): Setting<number | null> | undefined {
  const entry = entryOf(section, key);
  if (entry === null) return undefined;
  if (isNull(entry.value)) return fromFile(null, entry.key.span);
  if (entry.value.kind !== 'scalar' || Number.isNaN(Number(entry.value.text))) return undefined;
  return fromFile(Number(entry.value.text), entry.value.span);
}
