import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { allBlocks } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** An item of `paired` with several keys that hold mappings could be one group or several: hsm does not guess. */
export function pairedAmbiguous({ draft, diagnostics }: RuleContext): void {
  for (const [first, second, ...others] of allBlocks(draft).flatMap((block) => block.ambiguous)) {
    if (first === undefined || second === undefined) continue;
    diagnostics.add(
      diagnose(
        checkDiagnostics.pairedAmbiguous,
        { names: [first, second, ...others].map((key) => key.text) },
        {
          primary: { span: second.span, text: 'in the same list item' },
          secondary: [{ span: first.span, text: 'begins here' }],
          help: 'write dotted names for one group, or start each of several groups with `- ` and its own name',
        },
      ),
    );
  }
}
