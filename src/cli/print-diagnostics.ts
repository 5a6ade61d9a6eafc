import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { CommandContext } from './context.ts';

export type DiagnosticFormat = 'pretty' | 'json' | 'github';

/**
 * Prints diagnostics: as text on standard error, or as JSON on standard output. Prints no text if nothing was found. Returns the exit
 * code.
 */
export async function printDiagnostics(
  diagnostics: Diagnostics,
  context: CommandContext,
  format: DiagnosticFormat = 'pretty',
): Promise<number> {
  const sorted = diagnostics.sorted();
  if (format === 'json') {
    const { renderJson } = await import('../diagnostics/render-json.ts');
    context.write(renderJson(sorted));
  } else if (format === 'github') {
    const { renderGithub } = await import('../diagnostics/render-github.ts');
    context.write(renderGithub(sorted));
  } else if (sorted.length > 0) {
    const { renderPretty } = await import('../diagnostics/render-pretty.ts');
    context.writeError(renderPretty(sorted, { color: context.color.error }));
  }
  return diagnostics.hasErrors ? 1 : 0;
}
