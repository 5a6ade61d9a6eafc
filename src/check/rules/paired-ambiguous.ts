import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { allBlocks } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** An item of `paired` with several keys over mappings reads as one group or as several: neither is guessed. */
export function pairedAmbiguous({ draft, diagnostics }: RuleContext): void {
  for (const [first, second, ...others] of allBlocks(draft).flatMap((block) => block.ambiguous)) {
    if (first === undefined || second === undefined) continue;
    diagnostics.add(
      diagnose(
        checkDiagnostics.pairedAmbiguous,
        { names: [first, second, ...others].map((key) => key.text) },
        {
          primary: { span: second.span, text: 'the same list item' },
          secondary: [{ span: first.span, text: 'begins here' }],
          help: 'for one group write dotted names; for several, begin each with `- ` and give no name twice',
        },
      ),
    );
  }
}
