import { foreignDiagnostics } from '../../diagnostics/catalogue/foreign.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { SyntaxNode } from '../../syntax/node.ts';
import { blockParameters, type DraftParameter } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** `lr: {values: [1, 2]}` of W&B, and `options`, `choices`: below a parameter's name they become part of the name here. */
const listKeys = /^(.*)\.(values|value|options|choices)$/;
const NUMBERS = /^[-+]?[\d.]+(?:[eE][-+]?\d+)?(?:\s+[-+]?[\d.]+(?:[eE][-+]?\d+)?)+$/;

/** Values that were meant differently: in another tool's notation, or separated by blanks. */
export function foreignForms({ draft, diagnostics }: RuleContext): void {
  for (const parameter of draft.blocks.flatMap(blockParameters)) {
    const [, owner, key] = listKeys.exec(parameter.name) ?? [];
    // A dotted name is intentional.
    if (owner !== undefined && textAt(parameter.nameSpan) === key) {
      const values = textAt(parameter.valuesSpan);
      const help = values.includes('\n')
        ? `write the list under \`${owner}:\``
        : `write \`${owner}: ${values}\``;
      const primary = { span: parameter.nameSpan, text: `becomes part of the name \`${parameter.name}\`` };
      const notes = [`if the program has a parameter \`${parameter.name}\`, write the dotted name`];
      diagnostics.add(
        diagnose(foreignDiagnostics.foreignForm, { name: parameter.name }, { primary, notes, help }),
      );
    }
    for (const value of parameter.values.filter(isSeveralNumbers)) {
      const text = textAt(value.span);
      diagnostics.add(
        diagnose(
          foreignDiagnostics.severalNumbers,
          { text },
          {
            primary: { span: value.span, text: 'one value' },
            help: `write \`${text.split(/\s+/).join(', ')}\`, or quote it if it is text`,
          },
        ),
      );
    }
  }
}

function isSeveralNumbers(value: SyntaxNode): boolean {
  return value.kind === 'scalar' && value.style === 'plain' && NUMBERS.test(value.text);
}

function textAt({ source, start, end }: DraftParameter['nameSpan']): string {
  return source.text.slice(start, end);
}
