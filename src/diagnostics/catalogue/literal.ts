import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

type Text = { readonly text: string };

interface LiteralMessages {
  readonly hydraMultirun: Text;
  readonly hydraJobNumber: Text;
  readonly hydraInterpolation: Text;
  readonly textHole: Text;
  readonly textVariable: Text;
}

/** Text that means something to a shell or to Hydra, and stands where it is taken as it is, or means something else. */
export const literalDiagnostics: DiagnosticsOf<LiteralMessages> = defineDiagnostics<LiteralMessages>({
  hydraMultirun: {
    code: 'HSM360',
    severity: 'error',
    title: "a sweep of Hydra's own inside a task",
    message: ({ text }) => `\`${text}\` would start a sweep of Hydra's own in each task`,
  },
  hydraJobNumber: {
    code: 'HSM361',
    severity: 'warning',
    title: 'a job number that Hydra does not have',
    message: ({ text }) => `\`${text}\` has no value, because each task is a single run of Hydra`,
  },
  hydraInterpolation: {
    code: 'HSM362',
    severity: 'warning',
    title: 'an interpolation that Hydra does not resolve',
    message: ({ text }) => `\`${text}\` in a value is text, and Hydra does not resolve it`,
  },
  textHole: {
    code: 'HSM363',
    severity: 'warning',
    title: 'a hole where nothing is filled',
    message: ({ text }) => `\`${text}\` is text here, and nothing fills it`,
  },
  textVariable: {
    code: 'HSM364',
    severity: 'warning',
    title: 'a variable that no shell expands',
    message: ({ text }) => `\`${text}\` is text here, and no shell expands it`,
  },
});
