import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface ImportMessages {
  readonly foreignFile: { readonly tool: string };
  readonly notRecognised: { readonly path: string };
  readonly noEquivalent: { readonly what: string; readonly tool: string };
  readonly differs: { readonly what: string; readonly here: string };
  readonly malformed: { readonly tool: string; readonly problem: string };
  readonly severalOperations: { readonly count: number };
  readonly noEnd: { readonly what: string; readonly count: number };
}

/** Findings of `hsm import` in files of other tools. */
export const importDiagnostics: DiagnosticsOf<ImportMessages> = defineDiagnostics<ImportMessages>({
  foreignFile: {
    code: 'HSM550',
    severity: 'error',
    title: 'file of another tool',
    message: ({ tool }) => `this is ${tool}, not an hsm sweep file`,
  },
  notRecognised: {
    code: 'HSM551',
    severity: 'error',
    title: 'file that hsm cannot import',
    message: ({ path }) => `\`${path}\` is not in a format that hsm can import`,
  },
  noEquivalent: {
    code: 'HSM552',
    severity: 'warning',
    title: 'no equivalent',
    message: ({ what, tool }) => `${tool}: ${what} has no equivalent`,
  },
  differs: {
    code: 'HSM553',
    severity: 'warning',
    title: 'setting with a different meaning',
    message: ({ what, here }) => `${what} becomes ${here}`,
  },
  malformed: {
    code: 'HSM554',
    severity: 'error',
    title: 'file that the other tool would reject',
    message: ({ tool, problem }) => `${tool}: ${problem}`,
  },
  noEnd: {
    code: 'HSM555',
    severity: 'warning',
    title: 'unlimited search',
    message: ({ what, count }) => `${what} runs until it is stopped; ${count} tasks are drawn instead`,
  },
  severalOperations: {
    code: 'HSM556',
    severity: 'error',
    title: 'several operations',
    message: ({ count }) => `the file has ${count} operations with flags`,
  },
});
