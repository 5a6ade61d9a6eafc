import type { DiagnosticKind } from './diagnostic.ts';

/** The kinds of one layer, by name, from the parameters that each kind's message takes. */
export type DiagnosticsOf<Messages extends { readonly [K in keyof Messages]: object }> = {
  readonly [K in keyof Messages]: DiagnosticKind<Messages[K]>;
};

/**
 * Defines the diagnostics of a layer or a target. The type argument names each kind with the parameters of its
 * message, so that a call of `diagnose` with a wrong or missing parameter does not compile:
 *
 * ```ts
 * interface ColourMessages { readonly unknownColour: { readonly colour: string } }
 * export const colourDiagnostics: DiagnosticsOf<ColourMessages> = defineDiagnostics<ColourMessages>({
 *   unknownColour: { code: 'HSM901', severity: 'error', title: 'unknown colour', message: ({ colour }) => `…` },
 * });
 * ```
 *
 * Every code needs a page, `docs/diagnostics/CODE.md`.
 */
export function defineDiagnostics<Messages extends { readonly [K in keyof Messages]: object }>(
  kinds: DiagnosticsOf<Messages>,
): DiagnosticsOf<Messages> {
  return Object.freeze(kinds);
}
