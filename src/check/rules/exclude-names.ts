import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { blockParameters } from '../draft.ts';
import { matchExcludes } from '../match-exclude.ts';
import type { RuleContext } from '../rule.ts';

/** An exclude speaks of parameters that its own block sweeps. */
export function excludeNames({ draft, diagnostics }: RuleContext): void {
  const defaults = new Set(draft.defaults.map(({ name }) => name));
  for (const block of draft.blocks) {
    const names = blockParameters(block).map(({ name }) => name);
    for (const { name, nameSpan } of matchExcludes(block).flatMap(({ unknown }) => unknown)) {
      const close = didYouMean(name, names);
      diagnostics.add(
        diagnose(
          checkDiagnostics.excludeUnknownParameter,
          { name },
          {
            primary: { span: nameSpan, text: 'not swept in this block' },
            notes: defaults.has(name) ? [`\`${name}\` is a default, the same in every task`] : [],
            help: close === undefined ? undefined : `did you mean \`${close}\`?`,
          },
        ),
      );
    }
  }
}
