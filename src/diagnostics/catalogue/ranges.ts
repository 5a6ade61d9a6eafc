import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface RangeMessages {
  readonly malformed: { readonly problem: string };
  readonly notNumber: { readonly key: string; readonly expected: string; readonly found: string };
  readonly neverEnds: object;
  readonly notPositive: object;
  readonly tooLong: { readonly most: number };
  readonly inList: { readonly text: string };
}

/** Mistakes in ranges. */
export const rangeDiagnostics: DiagnosticsOf<RangeMessages> = defineDiagnostics<RangeMessages>({
  malformed: {
    code: 'HSM390',
    severity: 'error',
    title: 'malformed range',
    message: ({ problem }) => problem,
  },
  notNumber: {
    code: 'HSM391',
    severity: 'error',
    title: 'invalid number in a range',
    message: ({ key, expected, found }) => `\`${key}\` must be ${expected}, not ${found}`,
  },
  neverEnds: {
    code: 'HSM392',
    severity: 'error',
    title: 'range that never reaches its end',
    message: () => 'the step leads away from the end of the range',
  },
  notPositive: {
    code: 'HSM393',
    severity: 'error',
    title: 'logarithmic range that is not positive',
    message: () => 'both ends of a logarithmic range must be above 0',
  },
  tooLong: {
    code: 'HSM394',
    severity: 'error',
    title: 'range too long to list',
    message: ({ most }) => `this range has to be listed, but has more than the maximum of ${most} values`,
  },
  inList: {
    code: 'HSM395',
    severity: 'warning',
    title: 'range in a list of values',
    message: ({ text }) => `\`${text}\` is a single string here, not a range`,
  },
});
