import { Composer, type CST, type Document, Lexer, type ParsedNode, Parser } from 'yaml';
import { syntaxDiagnostics } from '../diagnostics/catalogue/syntax.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Source, Span } from '../source/source.ts';
import { checkCharacters } from './characters.ts';
import { convertNode } from './convert.ts';
import type { SyntaxNode } from './node.ts';
import { coreTag } from './scalar-type.ts';
import { reportYamlErrors } from './yaml-errors.ts';

/**
 * The maximum number of keys and values in a file. Each takes 1.5 kilobytes of memory during compilation, so at the
 * limit Node.js needs less than two gigabytes.
 */
export const MAX_SCALARS: number = 1_100_000;

/** The maximum number of errors reported for a file that is not YAML. */
const MAX_ERRORS = 200;

/**
 * Parses YAML 1.2 with one document. Aliases, merge keys and tags are resolved. Returns null after reporting errors; it
 * reports as many as it can find in a broken file.
 */
export function parseYaml(
  source: Source,
  diagnostics: Diagnostics,
  maxScalars: number = MAX_SCALARS,
): SyntaxNode | null {
  if (!checkCharacters(source, diagnostics)) return null;
  const tokens = readTokens(source, diagnostics, maxScalars);
  if (tokens === null) return null;
  const documents = compose(tokens, source);
  const [document] = documents;
  for (const each of documents) reportYamlErrors(each, source, diagnostics);
  reportSeveral(documents, source, diagnostics);
  if (document === undefined || documents.some((each) => each.errors.length > 0)) return null;
  const tagsAreKnown = checkTags(document, source, diagnostics);
  if (!checkVersion(document, source, diagnostics) || documents.length > 1) return null;
  const content = document.contents;
  if (content === null || (content.range[0] === content.range[1] && content.tag === undefined)) {
    reportEmpty(source, diagnostics);
    return null;
  }
  const root = convertNode(content, source, diagnostics);
  return tagsAreKnown ? root : null;
}

/** The tokens of a file up to its end, or up to the maximum number of errors; null if the file is too long. */
function readTokens(
  source: Source,
  diagnostics: Diagnostics,
  maxScalars: number,
): readonly CST.Token[] | null {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let scalars = 0;
  let errors = 0;
  let offset = 0;
  for (const lexeme of new Lexer().lex(source.text)) {
    const before = offset;
    // Marks for a document, its end and a scalar are not part of the text.
    if (!/^[\x02\x18\x1f]$/.test(lexeme)) offset += lexeme.length;
    if (isScalar(lexeme)) scalars += 1;
    if (scalars > maxScalars) {
      reportTooLong({ source, start: before, end: before }, maxScalars, diagnostics);
      return null;
    }
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'error') errors += 1;
    }
    if (errors > MAX_ERRORS) return tokens;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** A plain scalar is its text, after a mark; a quoted one is as written. */
function isScalar(lexeme: string): boolean {
  const [first] = lexeme;
  return first === '\x1f' || first === '"' || first === "'";
}

function reportTooLong(span: Span, limit: number, diagnostics: Diagnostics): void {
  diagnostics.add(
    diagnose(
      syntaxDiagnostics.tooManyScalars,
      { limit: limit.toLocaleString('en') },
      {
        primary: { span, text: 'the limit is exceeded here' },
        help: 'write fewer values: do not list combinations of parameters that vary independently',
      },
    ),
  );
}

/**
 * The `failsafe` schema leaves every scalar as its text as written and reports each tag with its place.
 * `scalar-type.ts` decides types and core tags; `convert.ts` handles duplicate keys and merge keys.
 */
function compose(tokens: readonly CST.Token[], source: Source): readonly Document.Parsed<ParsedNode>[] {
  const composer = new Composer<ParsedNode>({
    version: '1.2',
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    merge: false,
  });
  const documents: Document.Parsed<ParsedNode>[] = [];
  for (const document of composer.compose(tokens, true, source.text.length)) {
    documents.push(document as Document.Parsed<ParsedNode>);
  }
  return documents;
}

function reportEmpty(source: Source, diagnostics: Diagnostics): void {
  const primary = { span: { source, start: 0, end: 0 }, text: 'no keys in this file' };
  diagnostics.add(diagnose(syntaxDiagnostics.emptyFile, {}, { primary }));
}

function reportSeveral(
  documents: readonly Document.Parsed[],
  source: Source,
  diagnostics: Diagnostics,
): void {
  const [first, second] = documents;
  if (first === undefined || second === undefined) return;
  const start = Math.max(source.text.indexOf('---', first.range[1]), 0);
  diagnostics.add(
    diagnose(
      syntaxDiagnostics.severalDocuments,
      { count: documents.length },
      {
        primary: { span: { source, start, end: start + 3 }, text: 'the second document starts here' },
        help: 'keep one document per file; write the blocks of a sweep as a list under `sweep:`',
      },
    ),
  );
}

function checkTags(document: Document, source: Source, diagnostics: Diagnostics): boolean {
  let known = true;
  for (const { code, pos, message } of document.warnings) {
    const tag = /^Unresolved tag: (.*)$/.exec(message)?.[1];
    if (code !== 'TAG_RESOLVE_FAILED' || tag === undefined || coreTag(tag) !== undefined) continue;
    const [start, end] = pos;
    known = false;
    diagnostics.add(
      diagnose(
        syntaxDiagnostics.unknownTag,
        { tag: source.text.slice(start, end) },
        {
          primary: { span: { source, start, end }, text: 'not a core tag of YAML 1.2' },
          notes: ['the core tags are `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`'],
          help: 'remove the tag, or quote the value if `!` is part of it',
        },
      ),
    );
  }
  return known;
}

function checkVersion(document: Document, source: Source, diagnostics: Diagnostics): boolean {
  const version = document.directives?.yaml;
  if (version === undefined || version.explicit !== true || version.version === '1.2') return true;
  const start = Math.max(source.text.indexOf('%YAML'), 0);
  const line = source.text.indexOf('\n', start);
  const span = { source, start, end: line === -1 ? source.text.length : line };
  const problem = `YAML ${version.version} is requested, but only YAML 1.2 is supported`;
  diagnostics.add(
    diagnose(
      syntaxDiagnostics.invalidYaml,
      { problem },
      {
        primary: { span, text: '' },
        help: 'remove the line, and quote text that YAML 1.1 reads differently',
      },
    ),
  );
  return false;
}
