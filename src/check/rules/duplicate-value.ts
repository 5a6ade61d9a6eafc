import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { axisSize, type DraftAxis } from '../draft.ts';
import type { RuleContext } from '../rule.ts';
import { valueKey } from '../value-key.ts';
import { written } from '../written.ts';

/** A value that an axis has twice makes each of its tasks run twice; in a paired group only a whole row counts. */
export function duplicateValue(context: RuleContext): void {
  for (const axis of context.draft.blocks.flatMap((block) => block.axes)) checkRows(axis, context);
}

function checkRows(axis: DraftAxis, { diagnostics }: RuleContext): void {
  // A long range has no value twice, and neither has what moves with one.
  if (axis.parameters.some(({ long }) => long !== null)) return;
  const [lead] = axis.parameters;
  const firstRows = new Map<string, number>();
  for (let row = 0; row < (axisSize(axis) ?? 0); row += 1) {
    const cells = axis.parameters.flatMap(({ values }) => values[row] ?? []);
    const key = cells.map(valueKey).join('\n');
    const first = firstRows.get(key);
    if (first === undefined) {
      firstRows.set(key, row);
      continue;
    }
    const again = lead?.values[row];
    const before = lead?.values[first];
    if (again === undefined || before === undefined) continue;
    diagnostics.add(
      diagnose(
        checkDiagnostics.duplicateValue,
        { what: axis.parameters.length === 1 ? written(again) : `the row ${cells.map(written).join(', ')}` },
        {
          primary: { span: again.span, text: 'the same value' },
          secondary: [{ span: before.span, text: 'listed here first' }],
          help: 'to repeat tasks, sweep a seed',
        },
      ),
    );
  }
}
