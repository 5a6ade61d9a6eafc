import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { RuleContext } from '../rule.ts';

/** The parameters of a paired group have as many values each; the first one sets the measure. */
export function pairedLengths({ draft, diagnostics }: RuleContext): void {
  for (const { parameters } of draft.blocks.flatMap((block) => block.axes)) {
    const [first, ...others] = parameters;
    if (first === undefined) continue;
    for (const { name, values, valuesSpan } of others) {
      if (values.length === first.values.length) continue;
      diagnostics.add(
        diagnose(
          checkDiagnostics.pairedLengths,
          { name, length: values.length, first: first.name, firstLength: first.values.length },
          {
            primary: { span: valuesSpan, text: `${values.length} here` },
            secondary: [{ span: first.valuesSpan, text: `${first.values.length} here` }],
            help: 'paired lists move together, one value of each per row; for all combinations use `grid`',
          },
        ),
      );
    }
  }
}
