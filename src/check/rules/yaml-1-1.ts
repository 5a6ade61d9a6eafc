import { warnYaml11 } from '../../syntax/yaml-1-1.ts';
import type { RuleContext } from '../rule.ts';

/** Values that older YAML readers, PyYAML among them, take for something else. */
export function yaml11({ draft, diagnostics }: RuleContext): void {
  for (const { value } of draft.defaults) warnYaml11(value, diagnostics);
  for (const { axes, excludes, only } of draft.blocks) {
    for (const parameter of axes.flatMap((axis) => axis.parameters)) {
      for (const value of parameter.values) warnYaml11(value, diagnostics);
    }
    for (const { node } of [...excludes, ...only].flatMap(({ conditions }) => conditions))
      warnYaml11(node, diagnostics);
  }
}
