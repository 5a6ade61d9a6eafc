import { literalDiagnostics } from '../../diagnostics/catalogue/literal.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { passedParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';
import { scalarsIn } from '../written.ts';

const INTERPOLATION = /\$\{[^{}]*\}/;

/** `${…}` in a value is text: it is escaped, or Hydra would resolve it. Reported once per parameter. */
export function hydraInterpolations({ draft, diagnostics }: RuleContext): void {
  if (draft.convention.kind !== 'hydra') return;
  for (const { values } of passedParameters(draft)) {
    const scalars = values.flatMap((value) => [...scalarsIn(value)]);
    const scalar = scalars.find(({ type, text }) => type === 'string' && INTERPOLATION.test(text));
    const text = INTERPOLATION.exec(scalar?.text ?? '')?.[0];
    if (scalar === undefined || text === undefined) continue;
    const help = text.startsWith('${hydra:job.')
      ? 'write `{task_id}` under `defaults` or in `command`: a single run has no job number'
      : 'write it in the config or as a word of `command` if Hydra should resolve it';
    const primary = { span: scalar.span, text: 'passed literally' };
    diagnostics.add(diagnose(literalDiagnostics.hydraInterpolation, { text }, { primary, help }));
  }
}
