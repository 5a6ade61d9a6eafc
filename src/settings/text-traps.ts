import { checkDiagnostics } from '../diagnostics/catalogue/check.ts';
import { literalDiagnostics } from '../diagnostics/catalogue/literal.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { type PlaceholderName, parseText } from '../plan/parse-template.ts';
import type { ScalarNode, SyntaxNode } from '../syntax/node.ts';

/** What is replaced in a text; everything else that looks like it is reported as plain text. */
export interface Fills {
  /** The placeholders that are replaced. */
  readonly fills: readonly PlaceholderName[];
  /** What to do about other placeholders. */
  readonly otherwise?: string;
  /** Whether `~/` at the beginning is the home directory. */
  readonly home: boolean;
  /** What counts as a variable; by default `$NAME` in capitals and `${name}`. */
  readonly variable?: RegExp;
  /** What to do about a variable if `{env:NAME}` is not replaced either. */
  readonly instead?: string;
}

/** Longer texts are not written out in help. */
const LONGEST = 80;

const VARIABLE = /\$(?:\{[A-Za-z_]\w*(?::?[-=+?][^{}]*)?\}|[A-Z_][A-Z0-9_]*)/;

/**
 * Reports a text that looks as if a shell or hsm would replace a part of it: no shell reads it. Returns true if it
 * reported one.
 */
export function reportTraps(node: ScalarNode, fills: Fills, diagnostics: Diagnostics): boolean {
  const found = variableIn(node, fills, true) ?? placeholderIn(node, fills);
  if (found !== null) diagnostics.add(found);
  return found !== null;
}

/** The same for a word of a command, whose placeholders have their own rule. */
export function reportVariable(node: ScalarNode, fills: Fills, diagnostics: Diagnostics): void {
  const found = variableIn(node, fills, false);
  if (found !== null) diagnostics.add(found);
}

/** `isWhole` means that the text is all of its place, so that help can propose a replacement. */
function variableIn(
  { text, span }: ScalarNode,
  { home, variable, instead }: Fills,
  isWhole: boolean,
): Diagnostic | null {
  const found = (variable ?? VARIABLE).exec(text)?.[0] ?? (!home && text.startsWith('~/') ? '~/' : null);
  if (found === null) return null;
  const name = found === '~/' ? 'HOME' : (/[A-Za-z_]\w*/.exec(found)?.[0] ?? '');
  const isName = /^[A-Z_][A-Z0-9_]*$/.test(name);
  const placeholder = isName ? `{env:${name}}${found === '~/' ? '/' : ''}` : '{env:NAME}';
  const primary = { span, text: 'passed literally' };
  // Without quotes, a text that begins with a brace is a mapping.
  const filled =
    isWhole && isName && text.length <= LONGEST
      ? JSON.stringify(text.replace(found, () => placeholder))
      : placeholder;
  const help = instead ?? `write \`${filled}\` for the environment variable`;
  return diagnose(literalDiagnostics.textVariable, { text: found }, { primary, help });
}

function placeholderIn({ text, span }: ScalarNode, { fills, otherwise }: Fills): Diagnostic | null {
  const { template, unknown } = parseText(text);
  const [wrong] = unknown;
  if (wrong !== undefined && fills.includes('env')) {
    const primary = { span, text: 'not an environment variable' };
    const help = 'write `{env:NAME}` or `{env:NAME:-/path}`, with the name in capitals';
    return diagnose(checkDiagnostics.unknownPlaceholder, { name: wrong.name }, { primary, help });
  }
  const [placeholder] = template.flatMap((part) =>
    part.kind === 'hole' && part.hole.kind !== 'parameter' && !fills.includes(part.hole.kind)
      ? [part.hole]
      : [],
  );
  if (placeholder === undefined) return null;
  const written = placeholder.kind === 'env' ? `{env:${placeholder.name}}` : `{${placeholder.kind}}`;
  const primary = { span, text: 'passed literally' };
  return diagnose(literalDiagnostics.textPlaceholder, { text: written }, { primary, help: otherwise });
}

/** The same for every text in a node. */
export function reportTrapsIn(node: SyntaxNode, fills: Fills, diagnostics: Diagnostics): void {
  if (node.kind === 'scalar') reportTraps(node, fills, diagnostics);
  else if (node.kind === 'sequence') for (const item of node.items) reportTrapsIn(item, fills, diagnostics);
  else for (const { value } of node.entries) reportTrapsIn(value, fills, diagnostics);
}
