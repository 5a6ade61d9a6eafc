import { parameterPlaceholders } from '../../argv/placed.ts';
import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { resolveDerived } from '../derived/resolve.ts';
import { axisSize, blockParameters, type Draft, type DraftBlock } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Every task has a value for each parameter that is used in the command or in its name. */
export function commandParameters({ draft, diagnostics }: RuleContext): void {
  const { command, defaults, name, blocks } = draft;
  const always = new Set(defaults.map(({ name }) => name));
  for (const { span, template } of [...(command?.words ?? []), ...(name === null ? [] : [name])]) {
    for (const parameter of parameterPlaceholders(template)) {
      const without = always.has(parameter) ? null : firstWithout(draft, blocks, parameter);
      if (without === null) continue;
      const primary = { span, text: 'no value in some tasks' };
      const what = blocks.includes(without) ? 'block' : 'case';
      const secondary = [{ span: without.span, text: `no \`${parameter}\` in this ${what}` }];
      const help = `give \`${parameter}\` a value in every ${what}, or one under \`defaults\``;
      diagnostics.add(
        diagnose(passingDiagnostics.placeholderStaysEmpty, { name: parameter }, { primary, secondary, help }),
      );
    }
  }
}

/** The first block or case in which some tasks lack a parameter. */
function firstWithout(draft: Draft, blocks: readonly DraftBlock[], name: string): DraftBlock | null {
  const isDerived = draft.derived.some((each) => each.name === name);
  for (const block of blocks) {
    if (isDerived && !alwaysDerived(draft, block, name)) return block;
    if (isDerived) continue;
    const parameter = blockParameters(block).find((each) => each.name === name);
    if (parameter === undefined) return block;
    if (parameter.rows?.includes(null) === true) return firstWithout(draft, block.cases, name) ?? block;
  }
  return null;
}

/** Parameters that cannot be computed are reported elsewhere. */
function alwaysDerived(draft: Draft, block: DraftBlock, name: string): boolean {
  if (block.axes.some((axis) => !axisSize(axis))) return true;
  const { resolved, problems } = resolveDerived(draft, block);
  const found = resolved.find(({ derived }) => derived.name === name);
  if (found === undefined) return problems.length > 0;
  return 'template' in found || !found.table.values.includes(null);
}
