import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { commandHoles, type HoleName, nameHoles, templateHoles } from '../../plan/parse-template.ts';
import { allParameters, type DraftWord } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Each `{placeholder}` in `command`, `name` and `args` is known. */
export function holesAreKnown(context: RuleContext): void {
  const { command, convention, name } = context.draft;
  if (command !== null) checkHoles(command.words, commandHoles, context);
  if (name !== null) checkHoles([name], nameHoles, context);
  if (convention.kind === 'template') checkHoles(convention.words, templateHoles, context);
}

function checkHoles(words: readonly DraftWord[], holes: readonly HoleName[], context: RuleContext): void {
  const { draft, diagnostics } = context;
  const takesParameters = holes !== templateHoles;
  const parameters = new Set(allParameters(draft).map((parameter) => parameter.name));
  for (const { name, span } of words.flatMap((word) => word.unknownHoles)) {
    const written = holes.map((hole) => (hole === 'env' ? 'env:NAME' : hole));
    const close = didYouMean(name, [...written, ...(takesParameters ? parameters : [])]);
    const isTemplateHole = templateHoles.some((hole) => hole === name);
    const text = `for literal text write \`{{${name}}}\``;
    const isName = takesParameters && /^[A-Za-z][\w.-]*$/.test(name);
    const literal = isName ? `give \`${name}\` a value under \`defaults\`, or ${text}` : text;
    diagnostics.add(
      diagnose(
        checkDiagnostics.unknownHole,
        { name },
        {
          primary: { span, text: 'unknown here' },
          notes: [
            `available here: ${written.map((hole) => `\`{${hole}}\``).join(', ')}${takesParameters ? ', and the names of parameters' : ''}`,
            ...(isTemplateHole ? [`\`{${name}}\` is only available in the templates under \`args\``] : []),
          ],
          help: macroHelp(name) ?? (close === undefined ? literal : `did you mean \`{${close}}\`?`),
        },
      ),
    );
  }
}

/** What to write instead of W&B's `${args}` and similar macros. */
function macroHelp(name: string): string | undefined {
  if (/^args(?:_no_\w+|_json\w*)?$/.test(name))
    return 'remove it: the parameters follow the command, as `args` specifies';
  if (name === 'program') return 'write the path of the program instead';
  return name === 'interpreter' || name === 'env' ? 'remove it: the first word is the program' : undefined;
}
