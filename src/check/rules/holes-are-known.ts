import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { commandHoles, type HoleName, templateHoles } from '../../plan/parse-template.ts';
import type { DraftWord } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Each `{hole}` in `command` and `args` is one that a task fills. */
export function holesAreKnown(context: RuleContext): void {
  const { command, convention } = context.draft;
  if (command !== null) checkHoles(command.words, commandHoles, context);
  if (convention.kind === 'template') checkHoles(convention.words, templateHoles, context);
}

function checkHoles(words: readonly DraftWord[], holes: readonly HoleName[], { report }: RuleContext): void {
  for (const { name, span } of words.flatMap((word) => word.unknownHoles)) {
    const written = holes.map((hole) => (hole === 'env' ? 'env:NAME' : hole));
    const close = didYouMean(name, written);
    const isTemplateHole = templateHoles.some((hole) => hole === name);
    const literal = `for the text itself write \`{{${name}}}\``;
    report.add(
      diagnose(
        checkDiagnostics.unknownHole,
        { name },
        {
          primary: { span, text: 'not a hole that is known here' },
          notes: [
            `known here: ${written.map((hole) => `\`{${hole}}\``).join(', ')}`,
            ...(isTemplateHole ? [`\`{${name}}\` is for the templates under \`args\``] : []),
          ],
          help: close === undefined ? literal : `did you mean \`{${close}}\`?`,
        },
      ),
    );
  }
}
