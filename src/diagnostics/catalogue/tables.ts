import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface TableMessages {
  readonly unreadable: { readonly path: string; readonly reason: string };
  readonly malformed: { readonly problem: string };
  readonly unknownColumn: { readonly name: string; readonly path: string };
}

/** Mistakes in tables whose rows are a paired group. */
export const tableDiagnostics: DiagnosticsOf<TableMessages> = defineDiagnostics<TableMessages>({
  unreadable: {
    code: 'HSM383',
    severity: 'error',
    title: 'unreadable table',
    message: ({ path, reason }) => `cannot read the table \`${path}\`: ${reason}`,
  },
  malformed: {
    code: 'HSM384',
    severity: 'error',
    title: 'malformed table',
    message: ({ problem }) => problem,
  },
  unknownColumn: {
    code: 'HSM385',
    severity: 'error',
    title: 'unknown table column',
    message: ({ name, path }) => `\`${path}\` has no column \`${name}\``,
  },
});
