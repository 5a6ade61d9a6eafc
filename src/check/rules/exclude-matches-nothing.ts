import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { allBlocks } from '../draft.ts';
import { matchAll } from '../match-exclude.ts';
import type { RuleContext } from '../rule.ts';

/** Every exclude or `only` matches something. Unknown names and values are reported instead. */
export function excludeMatchesNothing({ draft, diagnostics }: RuleContext): void {
  for (const { exclude, matches, unknown, absent } of allBlocks(draft).flatMap(matchAll)) {
    if (exclude.conditions.some(({ problems }) => problems.length > 0)) continue;
    if (unknown.length > 0 || absent.length > 0 || matches.every(({ rows }) => rows.length > 0)) continue;
    diagnostics.add(
      diagnose(
        checkDiagnostics.excludeMatchesNothing,
        {},
        {
          primary: { span: exclude.span, text: 'matches no cell' },
          notes: ['each of its values occurs, but no row has all of them'],
        },
      ),
    );
  }
}
