import { commandHoles } from '../../plan/parse-template.ts';
import { reportTraps, reportVariable } from '../../settings/text-traps.ts';
import type { ScalarNode, SyntaxNode } from '../../syntax/node.ts';
import { blockParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';
import { scalarsIn } from '../written.ts';

/** What `{…}` with a dollar before it is to Hydra is said by another rule. */
const PLAIN_VARIABLE = /\$[A-Z_][A-Z0-9_]*/;

/** Values and words that look as if a shell, or hsm, would fill something in. Said once per parameter. */
export function textTraps({ draft, diagnostics }: RuleContext): void {
  const { command, convention, defaults, blocks } = draft;
  const variable = convention.kind === 'hydra' ? { variable: PLAIN_VARIABLE } : {};
  for (const { value } of defaults) {
    textsIn([value]).some((node) =>
      reportTraps(node, { fills: commandHoles, home: false, ...variable }, diagnostics),
    );
  }
  const otherwise = 'put it under `defaults`, or in `command`, where it is filled';
  for (const { values } of blocks.flatMap(blockParameters)) {
    textsIn(values).some((node) =>
      reportTraps(node, { fills: [], otherwise, home: false, ...variable }, diagnostics),
    );
  }
  // A list is also how a script is passed to a shell: `[bash, -c, 'echo $HOME']`.
  if (command?.node.kind !== 'sequence') return;
  for (const node of textsIn(command.node.items)) {
    if (!/\s/.test(node.text))
      reportVariable(node, { fills: commandHoles, home: false, variable: PLAIN_VARIABLE }, diagnostics);
  }
}

function textsIn(values: readonly SyntaxNode[]): readonly ScalarNode[] {
  return values.flatMap((value) => [...scalarsIn(value)]).filter(({ type }) => type === 'string');
}
