import { parameterHoles } from '../../argv/placed.ts';
import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { blockParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Every task has a value for each parameter that stands in the command. */
export function commandParameters({ draft, diagnostics }: RuleContext): void {
  const { command, defaults, blocks } = draft;
  const always = new Set(defaults.map(({ name }) => name));
  for (const { span, template } of command?.words ?? []) {
    for (const name of parameterHoles(template)) {
      const without = always.has(name)
        ? undefined
        : blocks.find((block) => !blockParameters(block).some((parameter) => parameter.name === name));
      if (without === undefined) continue;
      const primary = { span, text: 'nothing to put here in some tasks' };
      const secondary = [{ span: without.span, text: `no \`${name}\` in this block` }];
      const help = `give \`${name}\` a value in every block, or one under \`defaults\``;
      diagnostics.add(diagnose(passingDiagnostics.holeStaysEmpty, { name }, { primary, secondary, help }));
    }
  }
}
