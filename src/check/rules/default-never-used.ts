import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { blockParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** A cell's value takes precedence over a default, so a default that every block sweeps has no effect. */
export function defaultNeverUsed({ draft, diagnostics }: RuleContext): void {
  const [firstBlock] = draft.blocks;
  if (firstBlock === undefined || draft.defaults.length === 0) return;
  const namesOfBlocks = draft.blocks.map((block) => {
    const always = blockParameters(block).filter(({ rows }) => rows?.includes(null) !== true);
    return new Set(always.map(({ name }) => name));
  });
  for (const { name, nameSpan } of draft.defaults) {
    if (!namesOfBlocks.every((names) => names.has(name))) continue;
    const swept = blockParameters(firstBlock).find((parameter) => parameter.name === name);
    diagnostics.add(
      diagnose(
        checkDiagnostics.defaultNeverUsed,
        { name },
        {
          primary: { span: nameSpan, text: 'every block sets it' },
          secondary: swept === undefined ? [] : [{ span: swept.nameSpan, text: 'swept here' }],
          help: `remove \`${name}\` from \`defaults\``,
        },
      ),
    );
  }
}
