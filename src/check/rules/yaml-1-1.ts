import { warnYaml11 } from '../../syntax/yaml-1-1.ts';
import { allBlocks, ownParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Values that older YAML readers, such as PyYAML, read differently. */
export function yaml11({ draft, diagnostics }: RuleContext): void {
  for (const { value } of draft.defaults) warnYaml11(value, diagnostics);
  for (const block of allBlocks(draft)) {
    const { excludes, only } = block;
    for (const { values } of ownParameters(block)) {
      for (const value of values) warnYaml11(value, diagnostics);
    }
    for (const { node } of [...excludes, ...only].flatMap(({ conditions }) => conditions))
      warnYaml11(node, diagnostics);
  }
}
