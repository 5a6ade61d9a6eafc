import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { passedParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';
import { scriptOptions } from '../script-options.ts';

/**
 * A boolean is passed as text unless `booleans` is set, and argparse with `type=bool` treats every non-empty text as true. Options known
 * to take no value are reported by another rule. Reported once per parameter.
 */
export function argparseBooleans(context: RuleContext): void {
  const { draft, diagnostics } = context;
  if (draft.convention.kind !== 'argparse' || draft.passing.booleans !== null) return;
  const options = scriptOptions(context)?.known.options ?? [];
  const flags = options.filter(({ isFlag }) => isFlag).flatMap(({ names }) => names);
  const seen = new Set<string>(flags);
  for (const { name, values } of passedParameters(draft)) {
    const value = values.find((each) => each.kind === 'scalar' && each.type === 'boolean');
    if (value === undefined || seen.has(name)) continue;
    seen.add(name);
    const primary = {
      span: value.span,
      text: `passed as \`--${name} ${value.kind === 'scalar' ? value.text : ''}\``,
    };
    const help = `choose how with \`args: {style: argparse, booleans: …}\`: \`flag\` passes \`--${name}\` for true and nothing for false, \`no-flag\` passes \`--no-${name}\` for false, \`value\` passes the text`;
    diagnostics.add(diagnose(passingDiagnostics.booleanIsText, { name }, { primary, help }));
  }
}
