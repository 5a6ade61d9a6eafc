import type { Span } from '../source/source.ts';

export type Severity = 'error' | 'warning';

/** A span and its text: lower case, no full stop. */
export interface Label {
  readonly span: Span;
  readonly text: string;
}

/** One finding about the input. The fix, if known, is only in `help`. */
export interface Diagnostic {
  /** `HSM` and three digits for the core, the target's own prefix for a target. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly primary?: Label | undefined;
  readonly secondary: readonly Label[];
  readonly notes: readonly string[];
  readonly help?: string | undefined;
}

/** The constant parts of a kind of diagnostic; the catalogue has one entry per kind. */
export interface DiagnosticKind<P extends object = object> {
  readonly code: string;
  readonly severity: Severity;
  /** A line for the index of codes. */
  readonly title: string;
  /** Its page, unless it is `docs/diagnostics/CODE.md`. */
  readonly page?: DiagnosticPage;
  readonly message: (parameters: P) => string;
}

/** A page that several codes share, below `docs/diagnostics`. */
export interface DiagnosticPage {
  readonly file: string;
  /** An optional file with text for this code alone, appended to the page. */
  readonly addition: string;
  /** The replacements of `{{word}}`; `code` and `title` are those of the kind. */
  readonly words: Readonly<Record<string, string>>;
}

/** Diagnostics by name, as `defineDiagnostics` returns them. */
export type DiagnosticCatalogue = Readonly<Record<string, DiagnosticKind<never>>>;

/** The parts of a diagnostic other than the message's parameters. */
export interface DiagnosticDetails {
  readonly primary?: Label | undefined;
  readonly secondary?: readonly Label[] | undefined;
  readonly notes?: readonly string[] | undefined;
  readonly help?: string | undefined;
}

/** The maximum number of characters that a message repeats from the input. */
const MAX_QUOTED = 200;

/** Builds a diagnostic of a kind. Text that a message repeats from the input may be megabytes, so it is shortened. */
export function diagnose<P extends object>(
  kind: DiagnosticKind<P>,
  parameters: P,
  details: DiagnosticDetails = {},
): Diagnostic {
  return {
    code: kind.code,
    severity: kind.severity,
    message: kind.message(withoutLongTexts(parameters)),
    primary: details.primary && withoutLongText(details.primary),
    secondary: (details.secondary ?? []).map(withoutLongText),
    notes: (details.notes ?? []).map((note) => shortened(note, 10 * MAX_QUOTED)),
    help: details.help === undefined ? undefined : shortened(details.help, 10 * MAX_QUOTED),
  };
}

function withoutLongTexts<P extends object>(parameters: P): P {
  const entries = Object.entries(parameters);
  if (!entries.some(([, value]) => typeof value === 'string' && value.length > MAX_QUOTED)) return parameters;
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? shortened(value, MAX_QUOTED) : value]),
  ) as P;
}

function withoutLongText(label: Label): Label {
  return { ...label, text: shortened(label.text, 2 * MAX_QUOTED) };
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
