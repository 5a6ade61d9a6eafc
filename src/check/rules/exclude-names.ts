import { allBlocks, blockParameters } from '../draft.ts';
import { matchAll } from '../match-exclude.ts';
import type { RuleContext } from '../rule.ts';
import { unknownParameter } from '../unknown-parameter.ts';

/** `exclude` and `only` use parameters that their own block sweeps. */
export function excludeNames({ draft, diagnostics }: RuleContext): void {
  for (const block of allBlocks(draft)) {
    // The parameters of a table or a sample are unknown while its rows cannot be made.
    if (block.axes.some(({ problems }) => problems.length > 0)) continue;
    const names = blockParameters(block).map(({ name }) => name);
    for (const { unknown } of matchAll(block)) {
      for (const { name, nameSpan } of unknown) {
        diagnostics.add(unknownParameter(name, nameSpan, names, draft.defaults));
      }
    }
  }
}
