import { foreignDiagnostics } from '../../diagnostics/catalogue/foreign.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { blockParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Functions by which Hydra, Python and samplers say values; a flow list ends the text at the first comma. */
const CALL =
  /^(?:range|choice|interval|glob|shuffle|(?:int_|log_?|q_?)*uniform|(?:log_?)?normal|randint|linspace|logspace|arange|np\.\w+|random\.\w+)\(/;

/** Values that another tool would replace by something, and that are text here. Said once per parameter. */
export function foreignTexts({ draft, diagnostics }: RuleContext): void {
  for (const { values } of draft.blocks.flatMap(blockParameters)) {
    const call = values.find(
      (value) => value.kind === 'scalar' && value.style === 'plain' && CALL.test(value.text),
    );
    if (call?.kind !== 'scalar') continue;
    const primary = { span: call.span, text: 'passed as it is written' };
    const help =
      'in the place of the list put the values themselves, or a range such as `1..5` or `{from: 0, to: 1, count: 11}`; if it is text, quote it';
    diagnostics.add(diagnose(foreignDiagnostics.foreignText, { text: call.text }, { primary, help }));
  }
}
