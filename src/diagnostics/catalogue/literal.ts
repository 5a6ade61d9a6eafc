import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

type Text = { readonly text: string };

interface LiteralMessages {
  readonly hydraMultirun: Text;
  readonly hydraJobNumber: Text;
  readonly hydraInterpolation: Text;
  readonly textPlaceholder: Text;
  readonly textVariable: Text;
}

/** Text that means something to a shell or to Hydra, in a place where it is taken literally or means something else. */
export const literalDiagnostics: DiagnosticsOf<LiteralMessages> = defineDiagnostics<LiteralMessages>({
  hydraMultirun: {
    code: 'HSM360',
    severity: 'error',
    title: 'Hydra sweep inside a task',
    message: ({ text }) => `\`${text}\` would start a Hydra sweep in each task`,
  },
  hydraJobNumber: {
    code: 'HSM361',
    severity: 'warning',
    title: 'Hydra job number in a single run',
    message: ({ text }) => `\`${text}\` has no value, because each task is a single Hydra run`,
  },
  hydraInterpolation: {
    code: 'HSM362',
    severity: 'warning',
    title: 'interpolation that Hydra does not resolve',
    message: ({ text }) => `\`${text}\` in a value is plain text, which Hydra does not resolve`,
  },
  textPlaceholder: {
    code: 'HSM363',
    severity: 'warning',
    title: 'placeholder in plain text',
    message: ({ text }) => `\`${text}\` is plain text here and is not replaced`,
  },
  textVariable: {
    code: 'HSM364',
    severity: 'warning',
    title: 'variable that no shell expands',
    message: ({ text }) => `\`${text}\` is plain text here and is not expanded by a shell`,
  },
});
