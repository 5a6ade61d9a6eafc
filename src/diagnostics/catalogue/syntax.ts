import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface SyntaxMessages {
  readonly tooLarge: { readonly size: string; readonly limit: string };
  readonly notUtf8: { readonly byte: string; readonly offset: number; readonly line: number };
  readonly forbiddenCharacter: { readonly character: string };
  readonly emptyFile: object;
  readonly severalDocuments: { readonly count: number };
  readonly invalidYaml: { readonly problem: string };
  readonly duplicateKey: { readonly key: string };
  readonly unknownAlias: { readonly name: string };
  readonly aliasCycle: { readonly name: string };
  readonly aliasExpansion: { readonly limit: string };
  readonly badMerge: { readonly found: string };
  readonly unknownTag: { readonly tag: string };
  readonly tagMismatch: { readonly tag: string; readonly found: string };
  readonly badKey: { readonly found: string };
  readonly tooDeep: { readonly limit: number };
  readonly tooManyScalars: { readonly limit: string };
  readonly yaml11: { readonly text: string; readonly here: string; readonly there: string };
}

/** Mistakes in a file below the level of keys: bytes, characters, YAML. */
export const syntaxDiagnostics: DiagnosticsOf<SyntaxMessages> = defineDiagnostics<SyntaxMessages>({
  tooLarge: {
    code: 'HSM101',
    severity: 'error',
    title: 'file too large',
    message: ({ size, limit }) => `this file is ${size}, more than the limit of ${limit}`,
  },
  notUtf8: {
    code: 'HSM102',
    severity: 'error',
    title: 'file is not UTF-8',
    message: ({ byte, offset, line }) => `byte ${byte} at offset ${offset} (line ${line}) is not valid UTF-8`,
  },
  forbiddenCharacter: {
    code: 'HSM103',
    severity: 'error',
    title: 'forbidden character',
    message: ({ character }) => `the character ${character} is not allowed in YAML`,
  },
  emptyFile: { code: 'HSM104', severity: 'error', title: 'empty file', message: () => 'this file is empty' },
  severalDocuments: {
    code: 'HSM105',
    severity: 'error',
    title: 'more than one YAML document',
    message: ({ count }) => `this file contains ${count} YAML documents instead of one`,
  },
  invalidYaml: {
    code: 'HSM106',
    severity: 'error',
    title: 'invalid YAML',
    message: ({ problem }) => problem,
  },
  duplicateKey: {
    code: 'HSM107',
    severity: 'error',
    title: 'duplicate key',
    message: ({ key }) => `duplicate key \`${key}\``,
  },
  unknownAlias: {
    code: 'HSM108',
    severity: 'error',
    title: 'unknown alias',
    message: ({ name }) => `no anchor \`&${name}\` comes before this alias`,
  },
  aliasCycle: {
    code: 'HSM109',
    severity: 'error',
    title: 'alias inside its own anchor',
    message: ({ name }) => `the alias \`*${name}\` is inside its own anchor \`&${name}\``,
  },
  aliasExpansion: {
    code: 'HSM110',
    severity: 'error',
    title: 'aliases that expand to too many values',
    message: ({ limit }) => `the aliases of this file expand to more than ${limit} values`,
  },
  badMerge: {
    code: 'HSM111',
    severity: 'error',
    title: 'merge key without a mapping',
    message: ({ found }) => `the merge key \`<<\` takes a mapping or a list of mappings, not ${found}`,
  },
  unknownTag: {
    code: 'HSM112',
    severity: 'error',
    title: 'unknown tag',
    message: ({ tag }) => `unknown tag \`${tag}\``,
  },
  tagMismatch: {
    code: 'HSM113',
    severity: 'error',
    title: 'value does not match its tag',
    message: ({ tag, found }) => `${found} cannot be read as \`${tag}\``,
  },
  badKey: {
    code: 'HSM114',
    severity: 'error',
    title: 'key is not a scalar',
    message: ({ found }) => `${found} cannot be a key`,
  },
  tooDeep: {
    code: 'HSM115',
    severity: 'error',
    title: 'nested too deeply',
    message: ({ limit }) => `lists and mappings are nested more than ${limit} levels deep`,
  },
  tooManyScalars: {
    code: 'HSM117',
    severity: 'error',
    title: 'too many keys and values',
    message: ({ limit }) => `this file contains more than ${limit} keys and values`,
  },
  yaml11: {
    code: 'HSM116',
    severity: 'warning',
    title: 'text that YAML 1.1 tools read differently',
    message: ({ text, here, there }) => `\`${text}\` is ${here} here, but ${there} in YAML 1.1 tools`,
  },
});
