import { entryOf } from '../settings/read-node.ts';
import type { MappingNode, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { readDerived } from './derived/read-derived.ts';
import { blockParameters, type Draft } from './draft.ts';
import { flatten } from './flatten.ts';
import type { ProjectFacts } from './project-facts.ts';
import { readBlocks } from './read-blocks.ts';
import { readCommand, readConvention, readName, readPassing } from './read-command.ts';
import { readResults } from './read-results.ts';

/** Takes a sweep file apart. Nothing is judged here; the rules do that. */
export function readDraft(root: MappingNode, facts: ProjectFacts): Draft {
  const sweep = entryOf(root, 'sweep');
  const defaults = entryOf(root, 'defaults')?.value;
  const metadata = entryOf(root, 'metadata')?.value;
  const command = entryOf(root, 'command');
  const unique = entryOf(root, 'unique');
  const replicates = entryOf(root, 'replicates')?.value;
  const args = entryOf(root, 'args')?.value;
  const blocks = sweep === null ? [] : readBlocks(sweep.value, facts);
  const ofAll = defaults?.kind === 'mapping' ? flatten(defaults) : [];
  const given = [...ofAll, ...blocks.flatMap(blockParameters)].map(({ name }) => name);
  const derived = readDerived(entryOf(root, 'derive')?.value, given);
  const names = new Set([...given, ...derived.map(({ name }) => name)]);
  return {
    root,
    sweepKey: sweep?.key ?? null,
    blocks,
    unique: unique?.value.kind === 'scalar' && isTrue(unique.value) ? unique.key.span : null,
    defaults: ofAll,
    derived,
    metadata: metadata?.kind === 'mapping' ? metadata.entries : [],
    script: entryOf(root, 'script'),
    command: command === null ? null : readCommand(command, names),
    name: readName(entryOf(root, 'name')?.value, names),
    replicates: scalarsOf(replicates),
    convention: readConvention(args),
    passing: readPassing(args),
    results: readResults(entryOf(root, 'results')?.value),
  };
}

function isTrue({ type, text }: ScalarNode): boolean {
  return type === 'boolean' && text.toLowerCase() === 'true';
}

function scalarsOf(node: SyntaxNode | undefined): readonly ScalarNode[] {
  return node?.kind === 'sequence' ? node.items.filter((item) => item.kind === 'scalar') : [];
}
