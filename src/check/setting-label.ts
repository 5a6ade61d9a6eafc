import type { Label } from '../diagnostics/diagnostic.ts';
import type { SettingOrigin } from '../settings/settings.ts';

/** A label at the place of a setting; none if no file sets it. */
export function labelOf(origin: SettingOrigin, text: string): Label | undefined {
  return origin.kind === 'file' ? { span: origin.span, text } : undefined;
}
