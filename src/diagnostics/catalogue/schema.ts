import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface SchemaMessages {
  readonly unknownKey: { readonly key: string };
  readonly wrongType: { readonly what: string; readonly expected: string; readonly found: string };
  readonly scalarForList: { readonly what: string; readonly found: string };
  readonly emptyCollection: { readonly what: string };
  readonly missingKey: { readonly what: string; readonly key: string };
  readonly badChoice: { readonly what: string; readonly found: string };
  readonly badValue: { readonly what: string; readonly expected: string };
}

/** Mistakes in the shape of a file: in its keys and the types of their values. */
export const schemaDiagnostics: DiagnosticsOf<SchemaMessages> = defineDiagnostics<SchemaMessages>({
  unknownKey: {
    code: 'HSM201',
    severity: 'error',
    title: 'unknown key',
    message: ({ key }) => `unknown key \`${key}\``,
  },
  wrongType: {
    code: 'HSM202',
    severity: 'error',
    title: 'value of the wrong type',
    message: ({ what, expected, found }) => `${what} must be ${expected}, not ${found}`,
  },
  scalarForList: {
    code: 'HSM203',
    severity: 'error',
    title: 'single value instead of a list',
    message: ({ what, found }) => `${what} must be a list, not ${found}`,
  },
  emptyCollection: {
    code: 'HSM204',
    severity: 'error',
    title: 'empty list or mapping',
    message: ({ what }) => `${what} is empty`,
  },
  missingKey: {
    code: 'HSM205',
    severity: 'error',
    title: 'missing key',
    message: ({ what, key }) => `${what} has no \`${key}\``,
  },
  badChoice: {
    code: 'HSM206',
    severity: 'error',
    title: 'value that is not allowed',
    message: ({ what, found }) => `${what} cannot be ${found}`,
  },
  badValue: {
    code: 'HSM207',
    severity: 'error',
    title: 'value out of range',
    message: ({ what, expected }) => `${what} must ${expected}`,
  },
});
