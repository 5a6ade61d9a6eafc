import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { commandHoles, type HoleName, templateHoles } from '../../plan/parse-template.ts';
import { allParameters, type DraftWord } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Each `{hole}` in `command` and `args` is one that a task fills. */
export function holesAreKnown(context: RuleContext): void {
  const { command, convention } = context.draft;
  if (command !== null) checkHoles(command.words, commandHoles, context);
  if (convention.kind === 'template') checkHoles(convention.words, templateHoles, context);
}

function checkHoles(words: readonly DraftWord[], holes: readonly HoleName[], context: RuleContext): void {
  const { draft, diagnostics } = context;
  const parameters = new Set(allParameters(draft).map((parameter) => parameter.name));
  for (const { name, span } of words.flatMap((word) => word.unknownHoles)) {
    const written = holes.map((hole) => (hole === 'env' ? 'env:NAME' : hole));
    const close = parameters.has(name) ? undefined : didYouMean(name, written);
    const isTemplateHole = templateHoles.some((hole) => hole === name);
    // A parameter needs no place in the command: `args` says how all of them are passed.
    const literal = parameters.has(name)
      ? 'leave it out of the command: `args` says how parameters are passed, as in `args: argparse`'
      : `for the text itself write \`{{${name}}}\``;
    diagnostics.add(
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
