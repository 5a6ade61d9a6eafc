import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { MOST_UNIQUE, uniqueTasks } from '../overlap/unique-tasks.ts';
import type { RuleContext } from '../rule.ts';

/** `unique` compares the tasks of each block with earlier ones: any number in the first block, a limited number in the others. */
export function uniqueIsCheap({ draft, diagnostics }: RuleContext): void {
  if (draft.unique === null) return;
  for (const { block, cells } of uniqueTasks(draft).tooLong) {
    const primary = { span: block.span, text: `${cells.count} tasks` };
    const secondary = [{ span: draft.unique, text: 'set here' }];
    const help = 'put the block first, or exclude the duplicates yourself';
    diagnostics.add(
      diagnose(checkDiagnostics.uniqueTooLong, { most: MOST_UNIQUE }, { primary, secondary, help }),
    );
  }
}
