import { readPage } from '../../compiler/diagnostic-page.ts';
import { listTargets, loadTarget } from '../../compiler/discover-targets.ts';
import { packagePaths } from '../../compiler/package-paths.ts';
import { coreDiagnostics } from '../../diagnostics/catalogue/index.ts';
import type { DiagnosticKind } from '../../diagnostics/diagnostic.ts';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';

/** The codes of the core and of all targets. */
export async function allKinds(): Promise<readonly DiagnosticKind<never>[]> {
  const paths = packagePaths();
  const targets = await Promise.all(
    listTargets(paths).map((name) => loadTarget(name, paths, new Diagnostics())),
  );
  return [...coreDiagnostics, ...targets.flatMap((target) => Object.values(target?.diagnostics ?? {}))];
}

/** The page of a code as Markdown. */
export function pageOf(kind: DiagnosticKind<never>): string {
  return readPage(kind, packagePaths().diagnosticPages);
}

/** A code with its page, for programs. */
export function asObject(kind: DiagnosticKind<never>): object {
  return { code: kind.code, severity: kind.severity, title: kind.title, page: pageOf(kind) };
}

/** The code that a text most likely means. */
export function similarCode(typed: string, kinds: readonly DiagnosticKind<never>[]): string | undefined {
  const codes = kinds.map(({ code }) => code);
  return didYouMean(
    typed.toUpperCase(),
    codes.filter((each) => digitsOf(each) === digitsOf(typed)),
  );
}

/** A different number is a different code, however similar it looks. */
function digitsOf(code: string): string {
  return code.replaceAll(/\D/g, '');
}
