import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import {
  commandPlaceholders,
  namePlaceholders,
  type PlaceholderName,
  templatePlaceholders,
} from '../../plan/parse-template.ts';
import { allParameters, type DraftWord } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Each `{placeholder}` in `command`, `name` and `args` is known. */
export function placeholdersAreKnown(context: RuleContext): void {
  const { command, convention, name } = context.draft;
  if (command !== null) checkPlaceholders(command.words, commandPlaceholders, context);
  if (name !== null) checkPlaceholders([name], namePlaceholders, context);
  if (convention.kind === 'template') checkPlaceholders(convention.words, templatePlaceholders, context);
}

function checkPlaceholders(
  words: readonly DraftWord[],
  placeholders: readonly PlaceholderName[],
  context: RuleContext,
): void {
  const { draft, diagnostics } = context;
  const takesParameters = placeholders !== templatePlaceholders;
  const parameters = new Set(allParameters(draft).map((parameter) => parameter.name));
  for (const { name, span } of words.flatMap((word) => word.unknownPlaceholders)) {
    const written = placeholders.map((placeholder) => (placeholder === 'env' ? 'env:NAME' : placeholder));
    const close = didYouMean(name, [...written, ...(takesParameters ? parameters : [])]);
    const isTemplatePlaceholder = templatePlaceholders.some((placeholder) => placeholder === name);
    const text = `for literal text write \`{{${name}}}\``;
    const isName = takesParameters && /^[A-Za-z][\w.-]*$/.test(name);
    const literal = isName ? `give \`${name}\` a value under \`defaults\`, or ${text}` : text;
    diagnostics.add(
      diagnose(
        checkDiagnostics.unknownPlaceholder,
        { name },
        {
          primary: { span, text: 'not available here' },
          notes: [
            `available here: ${written.map((placeholder) => `\`{${placeholder}}\``).join(', ')}${takesParameters ? ', and the names of parameters' : ''}`,
            ...(isTemplatePlaceholder
              ? [`\`{${name}}\` is only available in the templates under \`args\``]
              : []),
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
