import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { RuleContext } from '../rule.ts';

/** Without `{value}`, a template would run the same command in every task. */
export function templateHasValue({ draft: { convention }, diagnostics }: RuleContext): void {
  if (convention.kind !== 'template') return;
  const parts = convention.words.flatMap((word) => word.template);
  if (parts.some((part) => part.kind === 'hole' && part.hole.kind === 'value')) return;
  // A misspelt `{value}` is reported elsewhere.
  if (convention.words.some((word) => word.unknownPlaceholders.length > 0)) return;
  const primary = { span: convention.span, text: 'no `{value}` here' };
  const help = 'add it, as in `args: ["--{name}={value}"]`';
  diagnostics.add(diagnose(checkDiagnostics.templateWithoutValue, {}, { primary, help }));
}
