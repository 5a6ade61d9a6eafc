import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { passedParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

const NAME = /^[A-Za-z0-9][\w.-]*$/;
/** As argparse decides it: a dash and more, no space, and not a negative number. */
const OPTION_LIKE = /^-(?!\d+$|\d*\.\d+$)\S+$/;

/** `--name value`: the name must be valid for an option, and the value must not look like one. */
export function argparseCarries({ draft, diagnostics }: RuleContext): void {
  if (draft.convention.kind !== 'argparse') return;
  for (const { name, nameSpan, values } of passedParameters(draft)) {
    if (!NAME.test(name)) {
      const primary = { span: nameSpan, text: 'not a valid option name' };
      const help = 'use letters, digits, `_`, `-` and dots, starting with a letter or a digit';
      diagnostics.add(diagnose(passingDiagnostics.argparseName, { name }, { primary, help }));
    }
    const asWords = draft.passing.lists !== null && draft.passing.lists.choice !== 'json';
    for (const value of values.flatMap((each) =>
      asWords && each.kind === 'sequence' ? each.items : [each],
    )) {
      if (value.kind !== 'scalar' || !OPTION_LIKE.test(value.text)) continue;
      diagnostics.add(
        diagnose(
          passingDiagnostics.argparseOptionLikeValue,
          { name, text: value.text },
          {
            primary: { span: value.span, text: 'starts with a dash' },
            help: asWords
              ? 'pass each name and value as one word with `args: {style: ["--{name}={value}"], lists: repeat}`'
              : 'pass name and value as one word with `args: ["--{name}={value}"]`',
          },
        ),
      );
    }
  }
}
