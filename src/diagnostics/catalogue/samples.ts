import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface SampleMessages {
  readonly malformed: { readonly problem: string };
  readonly notNumber: { readonly key: string; readonly expected: string; readonly found: string };
  readonly tooManyDimensions: { readonly most: number; readonly found: number };
}

/** Mistakes in samples. */
export const sampleDiagnostics: DiagnosticsOf<SampleMessages> = defineDiagnostics<SampleMessages>({
  malformed: {
    code: 'HSM386',
    severity: 'error',
    title: 'malformed sample',
    message: ({ problem }) => problem,
  },
  notNumber: {
    code: 'HSM387',
    severity: 'error',
    title: 'invalid number in a sample',
    message: ({ key, expected, found }) => `\`${key}\` must be ${expected}, not ${found}`,
  },
  tooManyDimensions: {
    code: 'HSM388',
    severity: 'error',
    title: 'too many parameters in one sample',
    message: ({ most, found }) =>
      `this method supports at most ${most} parameters, but the sample has ${found}`,
  },
});
