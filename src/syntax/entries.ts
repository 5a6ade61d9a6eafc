import { syntaxDiagnostics } from '../diagnostics/catalogue/syntax.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { describeNode } from './describe.ts';
import type { MappingEntry, MappingNode, ScalarNode, SyntaxNode } from './node.ts';

/** An entry after conversion; `merge` is true if its key is a plain `<<`. */
export interface ConvertedPair {
  readonly key: ScalarNode;
  readonly value: SyntaxNode;
  readonly merge: boolean;
}

type Fail = (diagnostic: Diagnostic) => void;

/**
 * The entries of a mapping, with merge keys merged in at their position. A key written in the mapping wins over a
 * merged one, regardless of their order; of several merged mappings, the first wins. A duplicate key is reported.
 */
export function resolveEntries(pairs: readonly ConvertedPair[], fail: Fail): readonly MappingEntry[] {
  const written = writtenKeys(pairs, fail);
  const entries = new Map<string, MappingEntry>();
  for (const { key, value, merge } of pairs) {
    if (!merge) {
      if (!entries.has(key.text)) entries.set(key.text, { key, value });
      continue;
    }
    for (const mapping of mergedMappings(value, fail)) {
      for (const entry of mapping.entries) {
        const name = entry.key.text;
        if (!written.has(name) && !entries.has(name)) entries.set(name, entry);
      }
    }
  }
  return [...entries.values()];
}

/** The keys written in the mapping itself. Keys are the same if their texts are: `1` and `"1"` name one parameter. */
function writtenKeys(pairs: readonly ConvertedPair[], fail: Fail): ReadonlySet<string> {
  const first = new Map<string, ScalarNode>();
  let firstMerge: ScalarNode | undefined;
  for (const { key, merge } of pairs) {
    const earlier = merge ? firstMerge : first.get(key.text);
    if (earlier !== undefined) reportDuplicate(earlier, key, merge, fail);
    else if (merge) firstMerge = key;
    else first.set(key.text, key);
  }
  return new Set(first.keys());
}

function reportDuplicate(earlier: ScalarNode, key: ScalarNode, merge: boolean, fail: Fail): void {
  fail(
    diagnose(
      syntaxDiagnostics.duplicateKey,
      { key: key.text },
      {
        primary: { span: key.span, text: 'repeated here' },
        secondary: [{ span: earlier.span, text: 'first occurrence' }],
        help: merge ? 'merge several mappings with a list: `<<: [*a, *b]`' : 'remove one of the two',
      },
    ),
  );
}

function mergedMappings(value: SyntaxNode, fail: Fail): readonly MappingNode[] {
  const sources = value.kind === 'sequence' ? value.items : [value];
  const mappings: MappingNode[] = [];
  for (const source of sources) {
    if (source.kind === 'mapping') {
      mappings.push(source);
      continue;
    }
    fail(
      diagnose(
        syntaxDiagnostics.badMerge,
        { found: describeNode(source) },
        {
          primary: { span: source.span, text: 'not a mapping' },
          help: 'quote the key `"<<"` if it is a name',
        },
      ),
    );
  }
  return mappings;
}
