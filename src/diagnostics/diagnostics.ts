import type { Diagnostic } from './diagnostic.ts';

/** Collects diagnostics. Nothing in the compiler throws for bad input; it reports. */
export class Diagnostics {
  readonly #diagnostics: Diagnostic[] = [];

  add(diagnostic: Diagnostic): void {
    this.#diagnostics.push(diagnostic);
  }

  get hasErrors(): boolean {
    return this.#diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  }

  /** All diagnostics, by file, then place, then code; those without a place come last. */
  sorted(): readonly Diagnostic[] {
    return [...this.#diagnostics].sort(
      (a, b) =>
        pathOf(a).localeCompare(pathOf(b), 'en') ||
        startOf(a) - startOf(b) ||
        a.code.localeCompare(b.code, 'en'),
    );
  }
}

function pathOf(diagnostic: Diagnostic): string {
  return diagnostic.primary?.span.source.path ?? '\uffff';
}

function startOf(diagnostic: Diagnostic): number {
  return diagnostic.primary?.span.start ?? Number.MAX_SAFE_INTEGER;
}
