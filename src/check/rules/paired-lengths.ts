import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { counted } from '../../diagnostics/counted.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { allBlocks, sizeOf } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** All parameters of a paired group have the same number of values as the first one. */
export function pairedLengths({ draft, diagnostics }: RuleContext): void {
  for (const { parameters } of allBlocks(draft).flatMap((block) => block.axes)) {
    const [first, ...others] = parameters;
    if (first === undefined) continue;
    if (parameters.some(({ problems }) => problems.length > 0)) continue;
    for (const parameter of others) {
      const { name, valuesSpan } = parameter;
      const [length, firstLength] = [sizeOf(parameter), sizeOf(first)];
      if (length === firstLength) continue;
      diagnostics.add(
        diagnose(
          checkDiagnostics.pairedLengths,
          { name, length, first: first.name, firstLength },
          {
            primary: { span: valuesSpan, text: counted(length, 'value') },
            secondary: [{ span: first.valuesSpan, text: counted(firstLength, 'value') }],
            help: 'give them the same number of values, or use `grid` for all combinations',
          },
        ),
      );
    }
  }
}
