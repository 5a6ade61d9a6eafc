import { allBlocks } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Tables can be read and samples drawn: reports the problems found on the way. */
export function rowsAreMade({ draft, diagnostics }: RuleContext): void {
  const seen = new Set<string>();
  for (const { problems } of allBlocks(draft).flatMap(({ axes }) => axes)) {
    for (const each of problems) {
      const span = each.primary?.span;
      const key = `${each.code} ${span?.source.path} ${span?.start} ${each.message}`;
      if (!seen.has(key)) diagnostics.add(each);
      seen.add(key);
    }
  }
}
