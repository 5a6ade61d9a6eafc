import type { Report } from '../diagnostics/report.ts';
import type { CommandContext } from './context.ts';

export type ReportFormat = 'pretty' | 'json' | 'github';

/**
 * Prints a report: for people on standard error, for programs on standard output. Nothing is printed for
 * people where nothing was found. Returns the exit code.
 */
export async function printReport(
  report: Report,
  context: CommandContext,
  format: ReportFormat = 'pretty',
): Promise<number> {
  const diagnostics = report.sorted();
  if (format === 'json') {
    const { renderJson } = await import('../diagnostics/render-json.ts');
    context.write(renderJson(diagnostics));
  } else if (format === 'github') {
    const { renderGithub } = await import('../diagnostics/render-github.ts');
    context.write(renderGithub(diagnostics));
  } else if (diagnostics.length > 0) {
    const { renderPretty } = await import('../diagnostics/render-pretty.ts');
    context.writeError(renderPretty(diagnostics, { color: context.color.error }));
  }
  return report.hasErrors ? 1 : 0;
}
