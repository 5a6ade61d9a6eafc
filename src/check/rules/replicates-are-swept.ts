import { resultDiagnostics } from '../../diagnostics/catalogue/results.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { blockParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Replicate parameters are swept: a default is the same in every task, and derived parameters follow from others. */
export function replicatesAreSwept({ draft, diagnostics }: RuleContext): void {
  const swept = draft.blocks.flatMap(blockParameters).map(({ name }) => name);
  for (const { text: name, span } of draft.replicates) {
    if (swept.includes(name)) continue;
    const isDerived = draft.derived.some((each) => each.name === name);
    const isDefault = draft.defaults.some((each) => each.name === name);
    const notes = isDerived
      ? [`\`${name}\` is derived: list the parameters that it depends on`]
      : isDefault
        ? [`\`${name}\` is a default, which is the same in every task`]
        : [];
    const close = didYouMean(name, swept);
    const primary = { span, text: 'not swept' };
    const help = close === undefined ? undefined : `did you mean \`${close}\`?`;
    diagnostics.add(diagnose(resultDiagnostics.replicateUnknown, { name }, { primary, notes, help }));
  }
}
