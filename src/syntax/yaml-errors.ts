import { type Document, isCollection, isScalar, visit, type YAMLError } from 'yaml';
import { syntaxDiagnostics } from '../diagnostics/catalogue/syntax.ts';
import { diagnose, type Label } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { positionAt, type Source } from '../source/source.ts';

interface Wording {
  readonly problem: string;
  readonly label?: string;
  readonly help?: string | undefined;
}

/**
 * Reports the parser's errors, at most one per source line: a second error on a line is nearly always a consequence of
 * the first.
 */
export function reportYamlErrors(document: Document, source: Source, diagnostics: Diagnostics): void {
  const lines = new Set<number>();
  for (const error of [...document.errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    const line = positionAt(source, error.pos[0]).line;
    if (lines.has(line)) continue;
    lines.add(line);
    reportYamlError(error, document, source, diagnostics);
  }
}

function reportYamlError(
  error: YAMLError,
  document: Document,
  source: Source,
  diagnostics: Diagnostics,
): void {
  const opened = openedBefore(error, document, source);
  if (opened !== null) {
    const { start, closer } = opened;
    const opener = source.text[start] ?? '';
    diagnostics.add(
      diagnose(
        syntaxDiagnostics.invalidYaml,
        { problem: `\`${opener}\` is never closed` },
        {
          primary: { span: { source, start, end: start + 1 }, text: 'opened here' },
          secondary: [pointAt(source, error.pos[0], `\`${closer}\` expected before here`)],
          help: `add \`${closer}\``,
        },
      ),
    );
    return;
  }
  const { problem, label, help } = wordingOf(error, source);
  const [start, end] = error.pos;
  const span = { source, start, end: Math.min(Math.max(end, start), source.text.length) };
  diagnostics.add(
    diagnose(syntaxDiagnostics.invalidYaml, { problem }, { primary: { span, text: label ?? '' }, help }),
  );
}

function pointAt(source: Source, offset: number, text: string): Label {
  // The end of the file is shown as the end of its last line with text.
  const end = Math.min(offset, source.text.trimEnd().length);
  return { span: { source, start: end, end }, text };
}

/** Finds the opening quote or bracket whose end is missing. */
function openedBefore(
  error: YAMLError,
  document: Document,
  source: Source,
): { readonly start: number; readonly closer: string } | null {
  const missing = /^Missing closing (["'])quote/.exec(error.message)?.[1];
  const bracket = /^Flow (?:sequence|map).* end with a ([\]}])/.exec(error.message)?.[1];
  const closer = missing ?? bracket;
  if (closer === undefined) return null;
  let start: number | null = null;
  visit(document, {
    Node(_key, node) {
      const range = node.range;
      const candidate = missing === undefined ? isCollection(node) && node.flow === true : isScalar(node);
      if (!candidate || !range || source.text[range[1] - 1] === closer) return;
      if (range[0] < error.pos[0] && error.pos[0] <= range[2]) start = range[0];
    },
  });
  return start === null ? null : { start, closer };
}

/** The parser's messages in this project's terms. */
function wordingOf(error: YAMLError, source: Source): Wording {
  const text = source.text.slice(error.pos[0], error.pos[1]);
  const { message } = error;
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { problem: 'YAML cannot be indented with tabs', label: 'tab', help: 'indent with spaces' };
    case 'BAD_DQ_ESCAPE':
      return {
        problem: `unknown escape \`${message.replace(/^Invalid escape sequence /, '')}\` in a double-quoted string`,
        help: 'write `\\\\` for a backslash, or use single quotes',
      };
    case 'BAD_SCALAR_START':
      return {
        problem: `a plain value cannot start with ${message.slice(message.indexOf('with ') + 5).replace(/^.*?(\S)$/, '`$1`')}`,
        help: 'quote the value',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        problem: 'a mapping or list cannot start on this line',
        label: 'inside the value of another key',
        help: 'put it on its own line, indented, or quote the value if it is text',
      };
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        problem: 'a key must be on one line and end with `:`',
        label: 'no `:` on this line',
        help: 'check the line for a missing `:` and for its indentation',
      };
    case 'MULTIPLE_ANCHORS':
      return { problem: 'a value can only have one anchor' };
    case 'MULTIPLE_TAGS':
      return { problem: 'a value can only have one tag' };
    case 'ALIAS_PROPS':
      return { problem: 'an alias cannot have an anchor or a tag' };
    case 'KEY_OVER_1024_CHARS':
      return { problem: 'a key can be at most 1024 characters long' };
    case 'RESOURCE_EXHAUSTION':
      return { problem: 'nested too deeply' };
    case 'BAD_INDENT':
      return /must start at the same column/.test(message)
        ? {
            problem: 'this entry is not aligned with the others',
            help: 'give all entries the same indentation',
          }
        : { problem: plainWords(message), help: 'check the indentation' };
    case 'BLOCK_IN_FLOW':
      return {
        problem: 'a mapping or list inside brackets needs brackets of its own',
        help: 'check for a missing `,`',
      };
    case 'UNEXPECTED_TOKEN':
      return {
        problem: text.trim() === '' ? plainWords(message) : `unexpected \`${text.split('\n')[0]}\``,
        help: /at node end/.test(message)
          ? 'quote the whole value, or put the rest on its own line'
          : undefined,
      };
    default:
      return { problem: plainWords(message) };
  }
}

/** Lower case, no full stop, indicators between backquotes. */
function plainWords(message: string): string {
  const [first = ''] = message.split('\n');
  return (first.charAt(0).toLowerCase() + first.slice(1))
    .replace(/ ([-:,?[\]{}]) /g, ' `$1` ')
    .replace(/\.$/, '');
}
