import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { allBlocks } from '../draft.ts';
import { matchAll } from '../match-exclude.ts';
import type { RuleContext } from '../rule.ts';

/** What is excluded or kept is there. Where a value or a name of it is unknown, that is said instead. */
export function excludeMatchesNothing({ draft, diagnostics }: RuleContext): void {
  for (const { exclude, matches, unknown, absent } of allBlocks(draft).flatMap(matchAll)) {
    if (exclude.conditions.some(({ problems }) => problems.length > 0)) continue;
    if (unknown.length > 0 || absent.length > 0 || matches.every(({ rows }) => rows.length > 0)) continue;
    diagnostics.add(
      diagnose(
        checkDiagnostics.excludeMatchesNothing,
        {},
        {
          primary: { span: exclude.span, text: 'met by no cell' },
          notes: ['its values are each on their axis, but never together in one row'],
        },
      ),
    );
  }
}
