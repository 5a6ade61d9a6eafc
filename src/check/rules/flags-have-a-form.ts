import { flagWords } from '../../argv/parameter-words.ts';
import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { conventionOf } from '../convention-of.ts';
import type { RuleContext } from '../rule.ts';

/** A name that no text contains. */
const MARK = '\0';

/** `booleans` and `lists` belong to styles with options, and a flag needs at least one word. */
export function flagsHaveAForm({ draft, diagnostics }: RuleContext): void {
  const { convention, passing } = draft;
  const { booleans, lists } = passing;
  if (convention.kind === 'hydra' || convention.kind === 'env') {
    for (const entry of [booleans, lists]) {
      if (entry === null) continue;
      const primary = { span: entry.key.span, text: 'only for `argparse` and templates' };
      const help = 'remove it, or choose `style: argparse`';
      diagnostics.add(
        diagnose(
          passingDiagnostics.noFlags,
          { key: entry.key.text, style: convention.kind },
          { primary, help },
        ),
      );
    }
    return;
  }
  if (booleans === null || booleans.choice === 'value' || convention.kind !== 'template') return;
  const parts = flagWords(conventionOf(draft), MARK).flat();
  const isNamed = parts.some((part) => part.kind === 'text' && part.text.includes(MARK));
  if (isNamed || convention.words.some(({ unknownPlaceholders }) => unknownPlaceholders.length > 0)) return;
  const primary = { span: booleans.key.span, text: 'the parameter would not be named' };
  const help =
    'put the name into a separate word, as in `style: ["--{name}", "{value}"]`, or write `--{name}={value}`';
  diagnostics.add(diagnose(passingDiagnostics.templateWithoutFlag, {}, { primary, help }));
}
