import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Checks } from './checks.ts';
import type { Directive } from './directive.ts';
import type { DirectiveRules } from './directive-rules.ts';
import { labelled } from './option-reader.ts';
import type { BatchOptions } from './options.ts';

/** Reads `extra_directives`: options that do not interfere with what the scripts rely on. */
export function readDirectives<Own extends object>(
  plan: Plan,
  options: BatchOptions & Own,
  rules: DirectiveRules<Own, never>,
  { kinds, diagnostics, places }: Checks,
): readonly Directive[] {
  const all: readonly string[] = options.extra_directives;
  return all.flatMap((text, index) => {
    const span = places.option('extra_directives', String(index));
    const directive = rules.read(text);
    if (directive === null) {
      const details = { primary: labelled(span, 'not an option'), help: rules.form };
      diagnostics.add(diagnose(kinds.directiveMalformed, { directive: withoutControl(text) }, details));
      return [];
    }
    const option = fullName(directive.option, rules);
    const instead = ownEntry(rules.reserved, option);
    const typed = ownEntry(rules.typed, option);
    const conflict = rules.conflict?.({ ...directive, option }, plan, options) ?? null;
    if (instead !== undefined) {
      const details = { primary: labelled(span, 'the scripts rely on this'), help: instead };
      diagnostics.add(diagnose(kinds.directiveReserved, { option }, details));
    } else if (typed !== undefined) {
      const details = { primary: labelled(span, 'set by another option'), help: `use \`${typed}\`` };
      diagnostics.add(diagnose(kinds.directiveTyped, { option, typed }, details));
    } else if (conflict !== null) {
      const details = { primary: labelled(span, 'would be passed twice'), help: conflict.help };
      diagnostics.add(diagnose(kinds.directiveTyped, { option, typed: conflict.typed }, details));
    }
    return [directive];
  });
}

/** If names can be abbreviated, `--arr=1-5` is `--array=1-5`. */
function fullName(
  option: string,
  { reserved, typed, alsoKnown }: Pick<DirectiveRules<object, never>, 'reserved' | 'typed' | 'alsoKnown'>,
): string {
  if (alsoKnown === undefined) return option;
  const known = [...Object.keys(reserved), ...Object.keys(typed), ...alsoKnown];
  return known.includes(option) ? option : (known.find((name) => name.startsWith(option)) ?? option);
}

function ownEntry(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A message is one line, whatever a directive is. */
function withoutControl(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}
