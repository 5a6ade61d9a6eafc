import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { allBlocks } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

const HELP =
  'give each parameter a list of values under `grid`, or several lists that vary together under `paired`';

/** A sweep has at least one block, each block at least one axis, and each axis at least one parameter. */
export function sweepIsEmpty({ draft, diagnostics }: RuleContext): void {
  if (draft.blocks.length === 0) {
    const span = draft.sweepKey?.span ?? draft.root.span;
    const primary = { span, text: 'no blocks' };
    diagnostics.add(diagnose(checkDiagnostics.emptySweep, {}, { primary, help: HELP }));
  }
  for (const block of allBlocks(draft)) {
    // A case may set nothing: it adds a task without the parameters of the other cases.
    if (block.axes.length === 0 && draft.blocks.includes(block)) {
      const primary = { span: block.span, text: 'no parameters' };
      diagnostics.add(diagnose(checkDiagnostics.emptyBlock, { what: 'the block' }, { primary, help: HELP }));
    }
    for (const { group, parameters, span, kind, problems } of block.axes) {
      if (parameters.length > 0 || problems.length > 0) continue;
      const paired = group === null ? 'the paired group' : `the paired group \`${group}\``;
      const what = kind === 'cases' || kind === 'sample' ? `\`${kind}\`` : paired;
      const primary = { span, text: 'no parameters' };
      diagnostics.add(diagnose(checkDiagnostics.emptyBlock, { what }, { primary }));
    }
  }
}
