import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { pythonOptions } from '../../program/argparse-options.ts';
import { passedParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';
import { scriptOf } from '../script-of.ts';

/**
 * A boolean is passed as text unless `booleans` says otherwise, and `type=bool` of argparse takes every text for true. What the
 * script is known to take no value for is reported as that. Said once per parameter.
 */
export function argparseBooleans({ draft, settings, facts, diagnostics }: RuleContext): void {
  if (draft.convention.kind !== 'argparse' || draft.passing.booleans !== null) return;
  const script = scriptOf(draft, settings);
  const options = pythonOptions((script === null ? null : facts.fileText(script)) ?? '') ?? [];
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
    const help = `choose with \`args: {style: argparse, booleans: flag}\`: \`flag\` for \`--${name}\` and nothing, \`no-flag\` for \`--no-${name}\` instead of nothing, or \`value\` for the text`;
    diagnostics.add(diagnose(passingDiagnostics.booleanIsText, { name }, { primary, help }));
  }
}
