import { foreignDiagnostics } from '../../diagnostics/catalogue/foreign.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { SyntaxNode } from '../../syntax/node.ts';
import { blockParameters, type DraftParameter } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** `lr: {values: [1, 2]}` of W&B, and `options`, `choices`: below a parameter's name they become part of it here. */
const listKeys = /^(.*)\.(values|value|options|choices)$/;
const NUMBERS = /^[-+]?[\d.]+(?:[eE][-+]?\d+)?(?:\s+[-+]?[\d.]+(?:[eE][-+]?\d+)?)+$/;

/** Values that were meant otherwise than they are read: in the form of another tool, or with blanks between. */
export function foreignForms({ draft, diagnostics }: RuleContext): void {
  for (const parameter of draft.blocks.flatMap(blockParameters)) {
    const [, owner, key] = listKeys.exec(parameter.name) ?? [];
    // A name that is written with its dots is meant.
    if (owner !== undefined && textAt(parameter.nameSpan) === key) {
      const values = textAt(parameter.valuesSpan);
      const help = values.includes('\n')
        ? `write the list under \`${owner}:\``
        : `write \`${owner}: ${values}\``;
      const primary = { span: parameter.nameSpan, text: `makes the name \`${parameter.name}\`` };
      const notes = [`where the program does have \`${parameter.name}\`, write the name with its dot`];
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
