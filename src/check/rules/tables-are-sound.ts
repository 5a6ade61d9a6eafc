import { allBlocks } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Tables can be read: what was found while they were is said here. */
export function tablesAreSound({ draft, diagnostics }: RuleContext): void {
  const seen = new Set<string>();
  for (const { table } of allBlocks(draft).flatMap(({ axes }) => axes)) {
    for (const each of table?.diagnostics ?? []) {
      const span = each.primary?.span;
      const key = `${each.code} ${span?.source.path} ${span?.start} ${each.message}`;
      if (!seen.has(key)) diagnostics.add(each);
      seen.add(key);
    }
  }
}
