import { checkDiagnostics } from '../diagnostics/catalogue/check.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Span } from '../source/source.ts';
import type { DraftAssignment } from './draft.ts';

/** A condition names a parameter that its block does not sweep. */
export function unknownParameter(
  name: string,
  span: Span,
  names: readonly string[],
  defaults: readonly DraftAssignment[],
): Diagnostic {
  const close = didYouMean(name, names);
  return diagnose(
    checkDiagnostics.excludeUnknownParameter,
    { name },
    {
      primary: { span, text: 'not swept in this block' },
      notes: defaults.some((each) => each.name === name)
        ? [`\`${name}\` is a default, which is the same in every task`]
        : [],
      help: close === undefined ? undefined : `did you mean \`${close}\`?`,
    },
  );
}
