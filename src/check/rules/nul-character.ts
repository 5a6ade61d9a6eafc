import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Setting } from '../../settings/settings.ts';
import type { Span } from '../../source/source.ts';
import type { RuleContext } from '../rule.ts';
import { scalarsIn } from '../written.ts';

/** NUL ends an argument, so text that contains one would not arrive intact. */
export function nulCharacter({ draft, settings, diagnostics }: RuleContext): void {
  const add = (text: string, span: Span | undefined): void => {
    if (!text.includes('\0')) return;
    const primary = span && { span, text: 'contains a NUL character' };
    diagnostics.add(diagnose(checkDiagnostics.nulCharacter, {}, { primary }));
  };
  for (const scalar of scalarsIn(draft.root)) add(scalar.text, scalar.span);
  const { paths, resources, environment, wandb } = settings;
  for (const group of [paths, resources, environment, wandb]) {
    for (const { value, origin } of Object.values<Setting<unknown>>({ ...group })) {
      const span = origin.kind === 'file' ? origin.span : undefined;
      // The walk over the sweep file has covered its own settings.
      if (span?.source === draft.root.span.source) continue;
      for (const text of stringsIn(value)) add(text, span);
    }
  }
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
