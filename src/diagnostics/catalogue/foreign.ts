import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface ForeignMessages {
  readonly foreignForm: { readonly name: string };
  readonly severalNumbers: { readonly text: string };
  readonly foreignText: { readonly text: string };
}

/** What another tool would take for something else than this one does. */
export const foreignDiagnostics: DiagnosticsOf<ForeignMessages> = defineDiagnostics<ForeignMessages>({
  foreignForm: {
    code: 'HSM380',
    severity: 'warning',
    title: 'values in the form of another tool',
    message: ({ name }) => `\`${name}\` is the name of a parameter here`,
  },
  severalNumbers: {
    code: 'HSM381',
    severity: 'warning',
    title: 'numbers without commas between them',
    message: ({ text }) => `\`${text}\` is one text, not several numbers`,
  },
  foreignText: {
    code: 'HSM382',
    severity: 'warning',
    title: 'text that another tool replaces',
    message: ({ text }) => `\`${text}\` is text here, and nothing is put in its place`,
  },
});
