import { literalDiagnostics } from '../../diagnostics/catalogue/literal.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { commandPlaceholders } from '../../plan/parse-template.ts';
import { entryOf } from '../../settings/read-node.ts';
import { reportTraps, reportVariable } from '../../settings/text-traps.ts';
import type { MappingNode, ScalarNode, SyntaxNode } from '../../syntax/node.ts';
import { allParameters, blockParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';
import { scalarsIn } from '../written.ts';

/** `${…}`, which has a meaning in Hydra, is reported by another rule. */
const PLAIN_VARIABLE = /\$[A-Z_][A-Z0-9_]*/;

/** Values and words that look as if a shell, or hsm, would replace something in them. Reported once per parameter. */
export function textTraps({ draft, diagnostics }: RuleContext): void {
  const { command, convention, defaults, blocks } = draft;
  const variable = convention.kind === 'hydra' ? { variable: PLAIN_VARIABLE } : {};
  const parameters = new Set(allParameters(draft).map(({ name }) => name));
  for (const { value } of defaults) {
    textsIn([value]).some(
      (node) =>
        reportParameter(node, parameters, diagnostics) ||
        reportTraps(node, { fills: commandPlaceholders, home: false, ...variable }, diagnostics),
    );
  }
  const otherwise = 'put it under `derive` or in `command`, where it is replaced';
  for (const { values } of blocks.flatMap(blockParameters)) {
    textsIn(values).some(
      (node) =>
        reportParameter(node, parameters, diagnostics) ||
        reportTraps(node, { fills: [], otherwise, home: false, ...variable }, diagnostics),
    );
  }
  for (const node of settingTexts(draft.root)) reportParameter(node, parameters, diagnostics);
  // A list is also a way to pass a script to a shell: `[bash, -c, 'echo $HOME']`.
  if (command?.node.kind !== 'sequence') return;
  for (const node of textsIn(command.node.items)) {
    if (!/\s/.test(node.text))
      reportVariable(
        node,
        { fills: commandPlaceholders, home: false, variable: PLAIN_VARIABLE },
        diagnostics,
      );
  }
}

/** The settings in the sweep file whose placeholders the running task replaces. */
function settingTexts(root: MappingNode): readonly ScalarNode[] {
  const environment = entryOf(root, 'environment')?.value;
  const variables = environment?.kind === 'mapping' ? entryOf(environment, 'variables')?.value : undefined;
  const wandb = entryOf(root, 'wandb')?.value;
  return textsIn([variables, wandb].filter((node) => node !== undefined));
}

/**
 * Reports the name of a parameter in braces in a place where parameters are not available. Returns true if it reported
 * one.
 */
function reportParameter(
  node: ScalarNode,
  parameters: ReadonlySet<string>,
  diagnostics: RuleContext['diagnostics'],
): boolean {
  // Short names may well be plain text, such as `{a}` in a set or a format.
  const found = [...node.text.matchAll(/(?<![{$])\{([^{}]{2,})\}(?!\})/g)].find(([, name = '']) =>
    parameters.has(name),
  );
  if (found === undefined) return false;
  const primary = { span: node.span, text: 'passed literally' };
  const help = 'put it under `derive` or in `command`, where parameters are replaced';
  diagnostics.add(diagnose(literalDiagnostics.textPlaceholder, { text: found[0] }, { primary, help }));
  return true;
}

function textsIn(values: readonly SyntaxNode[]): readonly ScalarNode[] {
  return values.flatMap((value) => [...scalarsIn(value)]).filter(({ type }) => type === 'string');
}
