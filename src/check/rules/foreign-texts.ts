import { foreignDiagnostics } from '../../diagnostics/catalogue/foreign.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { blockParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Functions that Hydra, Python and samplers use for values; in a flow list, the text ends at the first comma. */
const CALL =
  /^(?:range|choice|interval|glob|shuffle|(?:int_|log_?|q_?)*uniform|(?:log_?)?normal|randint|linspace|logspace|arange|np\.\w+|random\.\w+)\(/;

/** Values that another tool would replace and that are plain text here. Reported once per parameter. */
export function foreignTexts({ draft, diagnostics }: RuleContext): void {
  for (const { values } of draft.blocks.flatMap(blockParameters)) {
    const call = values.find(
      (value) => value.kind === 'scalar' && value.style === 'plain' && CALL.test(value.text),
    );
    if (call?.kind !== 'scalar') continue;
    const primary = { span: call.span, text: 'passed literally' };
    const help =
      'write the values themselves, or a range such as `1..5` or `{from: 0, to: 1, count: 11}` instead of the list; quote it if it is text';
    diagnostics.add(diagnose(foreignDiagnostics.foreignText, { text: call.text }, { primary, help }));
  }
}
