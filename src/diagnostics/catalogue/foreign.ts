import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface ForeignMessages {
  readonly foreignForm: { readonly name: string };
  readonly severalNumbers: { readonly text: string };
  readonly foreignText: { readonly text: string };
}

/** Text that has another meaning in another tool. */
export const foreignDiagnostics: DiagnosticsOf<ForeignMessages> = defineDiagnostics<ForeignMessages>({
  foreignForm: {
    code: 'HSM380',
    severity: 'warning',
    title: "values in another tool's notation",
    message: ({ name }) => `\`${name}\` is read as the name of a parameter`,
  },
  severalNumbers: {
    code: 'HSM381',
    severity: 'warning',
    title: 'numbers without commas',
    message: ({ text }) => `\`${text}\` is a single string, not several numbers`,
  },
  foreignText: {
    code: 'HSM382',
    severity: 'warning',
    title: "another tool's placeholder",
    message: ({ text }) => `\`${text}\` is plain text here and is not replaced`,
  },
});
