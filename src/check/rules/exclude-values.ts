import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { SyntaxNode } from '../../syntax/node.ts';
import { allBlocks, blockParameters, type DraftCondition, type DraftParameter } from '../draft.ts';
import { matchAll } from '../match-exclude.ts';
import type { RuleContext } from '../rule.ts';
import { valueKey } from '../value-key.ts';
import { written } from '../written.ts';

/** A value under `exclude` or `only` is one that the parameter takes. */
export function excludeValues({ draft, diagnostics }: RuleContext): void {
  for (const block of allBlocks(draft)) {
    for (const { condition, value } of matchAll(block).flatMap(({ absent }) => absent)) {
      const parameter = blockParameters(block).find(({ name }) => name === condition.name);
      if (parameter === undefined) continue;
      diagnostics.add(
        diagnose(
          checkDiagnostics.excludeUnknownValue,
          { name: condition.name, text: written(value) },
          {
            primary: { span: value.span, text: 'not one of its values' },
            secondary: [{ span: parameter.valuesSpan, text: 'its values' }],
            help: suggest(condition, value, parameter),
          },
        ),
      );
    }
  }
}

function suggest(
  { node }: DraftCondition,
  value: SyntaxNode,
  { values }: DraftParameter,
): string | undefined {
  const wholeList = valueKey(node);
  if (node.kind === 'sequence' && values.some((candidate) => valueKey(candidate) === wholeList)) {
    return 'a list matches any of its items; add a second pair of brackets to match the list itself';
  }
  if (value.kind !== 'scalar') return undefined;
  const scalars = values.filter((candidate) => candidate.kind === 'scalar');
  const sameText = scalars.find(
    (candidate) => candidate.text === value.text || Number(candidate.text) === Number(value.text),
  );
  if (sameText !== undefined) {
    return `did you mean ${written(sameText)}, which has type ${sameText.type}, not ${value.type}?`;
  }
  const strings = scalars.filter((candidate) => candidate.type === 'string').map(({ text }) => text);
  const close = value.type === 'string' ? didYouMean(value.text, strings) : undefined;
  return close === undefined ? undefined : `did you mean \`${close}\`?`;
}
