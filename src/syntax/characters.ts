import { syntaxDiagnostics } from '../diagnostics/catalogue/syntax.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Source, Span } from '../source/source.ts';

/** Everything outside `c-printable` of YAML 1.2.2, section 5.1; surrogates only if they are unpaired. */
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|\p{Surrogate}/gu;
const UNPAIRED = /\p{Surrogate}/u;

/** Reports each forbidden character once, at its first place; returns whether the text has none. */
export function checkCharacters(source: Source, diagnostics: Diagnostics): boolean {
  const seen = new Set<string>();
  for (const match of source.text.matchAll(FORBIDDEN)) {
    const [character] = match;
    if (seen.has(character)) continue;
    seen.add(character);
    const span = { source, start: match.index, end: match.index + character.length };
    diagnostics.add(forbidden(character, span));
  }
  return seen.size === 0;
}

/**
 * The diagnostic for half a surrogate pair, or null. An escape such as `"\ud800"` can put one into text, but UTF-8
 * cannot encode it.
 */
export function unpairedSurrogate(text: string, span: Span): Diagnostic | null {
  const unpaired = UNPAIRED.exec(text)?.[0];
  return unpaired === undefined ? null : forbidden(unpaired, span);
}

function forbidden(character: string, span: Span): Diagnostic {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const help = UNPAIRED.test(character)
    ? 'write the character itself, or both halves of its pair'
    : 'remove it, or write it as an escape in a double-quoted string';
  const primary = { span, text: 'not allowed here' };
  return diagnose(syntaxDiagnostics.forbiddenCharacter, { character: `U+${code}` }, { primary, help });
}
