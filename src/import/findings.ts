import { importDiagnostics } from '../diagnostics/catalogue/import.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Span } from '../source/source.ts';

/** Reports the findings in a file of another tool. */
export class Findings {
  readonly #tool: string;
  readonly #diagnostics: Diagnostics;
  readonly #said = new Set<string>();

  constructor(tool: string, diagnostics: Diagnostics) {
    this.#tool = tool;
    this.#diagnostics = diagnostics;
  }

  get hasErrors(): boolean {
    return this.#diagnostics.hasErrors;
  }

  /** A feature without an equivalent in hsm, and what to do instead. */
  noEquivalent(what: string, span: Span, help: string): void {
    const primary = { span, text: 'not imported' };
    const parameters = { what, tool: this.#tool };
    this.#diagnostics.add(diagnose(importDiagnostics.noEquivalent, parameters, { primary, help }));
  }

  /** A feature with a similar, but not identical, equivalent. */
  differs(what: string, here: string, span: Span, note: string, help?: string): void {
    const primary = { span, text: '' };
    this.#diagnostics.add(
      diagnose(importDiagnostics.differs, { what, here }, { primary, notes: [note], help }),
    );
  }

  /** The same, but each message is reported only once. */
  differsOnce(what: string, here: string, span: Span, note: string, help?: string): void {
    if (this.#said.has(what)) return;
    this.#said.add(what);
    this.differs(what, here, span, note, help);
  }

  /** An error that the other tool would also report. */
  malformed(problem: string, span: Span, label: string, help?: string): void {
    const primary = { span, text: label };
    const parameters = { tool: this.#tool, problem };
    this.#diagnostics.add(diagnose(importDiagnostics.malformed, parameters, { primary, help }));
  }

  noEnd(what: string, count: number, span: Span): void {
    const primary = { span, text: 'no limit given' };
    const help = 'set the number with `--count`, or change `count` in the output';
    this.#diagnostics.add(diagnose(importDiagnostics.noEnd, { what, count }, { primary, help }));
  }
}
