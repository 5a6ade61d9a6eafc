import { resultDiagnostics } from '../../diagnostics/catalogue/results.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { parsePattern } from '../../shell/portable-pattern.ts';
import { spanInside } from '../../syntax/span-inside.ts';
import type { RuleContext } from '../rule.ts';

/** Each pattern for a log means the same in every awk. */
export function resultPatterns({ draft: { results }, diagnostics }: RuleContext): void {
  const metrics = results
    .filter(({ files }) => files[0]?.format === 'log')
    .flatMap((source) => source.metrics);
  for (const { keyNode } of metrics) {
    const { problem } = parsePattern(keyNode.text);
    if (problem === undefined) continue;
    const { start, end, label, help } = problem;
    const primary = { span: spanInside(keyNode, start, Math.max(end, start + 1)), text: label };
    diagnostics.add(diagnose(resultDiagnostics.pattern, { pattern: keyNode.text }, { primary, help }));
  }
}
