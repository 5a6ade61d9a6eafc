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

/** What `hsm import` finds in a file of another tool. */
export const importDiagnostics: DiagnosticsOf<ImportMessages> = defineDiagnostics<ImportMessages>({
  foreignFile: {
    code: 'HSM550',
    severity: 'error',
    title: 'a file of another tool',
    message: ({ tool }) => `this is ${tool}, not a sweep file of hsm`,
  },
  notRecognised: {
    code: 'HSM551',
    severity: 'error',
    title: 'a file of no tool that hsm imports',
    message: ({ path }) => `\`${path}\` is of none of the tools that hsm imports`,
  },
  noEquivalent: {
    code: 'HSM552',
    severity: 'warning',
    title: 'no equivalent',
    message: ({ what, tool }) => `${what} of ${tool} has no equivalent`,
  },
  differs: {
    code: 'HSM553',
    severity: 'warning',
    title: 'imported as something else',
    message: ({ what, here }) => `${what} becomes ${here}`,
  },
  malformed: {
    code: 'HSM554',
    severity: 'error',
    title: 'not what the other tool takes',
    message: ({ tool, problem }) => `${tool}: ${problem}`,
  },
  noEnd: {
    code: 'HSM555',
    severity: 'warning',
    title: 'a search without an end',
    message: ({ what, count }) => `${what} goes on until it is stopped; ${count} tasks are drawn`,
  },
  severalOperations: {
    code: 'HSM556',
    severity: 'error',
    title: 'several operations',
    message: ({ count }) => `the file has ${count} operations with flags`,
  },
});
