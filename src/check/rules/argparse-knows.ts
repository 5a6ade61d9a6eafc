import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { allParameters } from '../draft.ts';
import { pythonOptions } from '../python-arguments.ts';
import type { RuleContext } from '../rule.ts';
import { scriptOf } from '../script-of.ts';

/**
 * The script's argparse takes what it will be given. A script that is not here, or that does not tell all its options,
 * is passed over. Each parameter is said once.
 */
export function argparseKnows({ draft, settings, facts, diagnostics }: RuleContext): void {
  const script = scriptOf(draft, settings);
  if (draft.convention.kind !== 'argparse' || script === null) return;
  const options = pythonOptions(facts.fileText(script) ?? '');
  if (options === null) return;
  const names = options.flatMap((option) => option.names);
  const seen = new Set<string>();
  for (const { name, nameSpan, values } of allParameters(draft)) {
    if (seen.has(name)) continue;
    seen.add(name);
    const option = options.find((known) => known.names.includes(name));
    const [value] = values;
    // argparse also takes the beginning of a name.
    if (option === undefined && names.some((known) => known.startsWith(name))) continue;
    if (option === undefined) {
      const other = didYouMean(name, names);
      const help =
        other === undefined
          ? `add \`--${name}\` to the script, or remove the parameter`
          : `did you mean \`${other}\`?`;
      const primary = { span: nameSpan, text: `passed as \`--${name}\`` };
      diagnostics.add(diagnose(checkDiagnostics.argparseUnknown, { name, script }, { primary, help }));
    } else if (option.isFlag) {
      const primary = { span: value?.span ?? nameSpan, text: 'a value' };
      const help = `replace the flag in the script by \`type=json.loads\`, which takes \`true\` and \`false\`; to set it in every task, write \`--${name}\` in \`command\``;
      diagnostics.add(diagnose(checkDiagnostics.argparseFlag, { name, script }, { primary, help }));
    } else if (option.isList) {
      const list = values.find(({ kind }) => kind === 'sequence');
      if (list === undefined) continue;
      const primary = { span: list.span, text: 'passed as one word' };
      const help = 'replace `nargs` in the script by `type=json.loads`, which takes the list as one word';
      diagnostics.add(diagnose(checkDiagnostics.argparseList, { name, script }, { primary, help }));
    }
  }
}
