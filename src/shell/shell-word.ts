declare const shellWord: unique symbol;

/** Text that bash reads as exactly one word. Only this folder creates values of this type. */
export type ShellWord = string & { readonly [shellWord]: true };

const BARE = /^[A-Za-z0-9_@%+:,./-]+$/;
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * Quotes text as one bash word. Plain text stays bare and most text is single-quoted. Text with control characters is
 * written as `$'…'`, so that a script contains no raw CR or escape sequence.
 * @throws RangeError for NUL, which no argument can contain; the checks refuse it earlier.
 */
export function quote(text: string): ShellWord {
  if (text.includes('\0')) throw new RangeError('an argument cannot hold NUL');
  if (BARE.test(text)) return text as ShellWord;
  if (hasControl(text)) return `$'${ansiC(text)}'` as ShellWord;
  return `'${text.replaceAll("'", String.raw`'\''`)}'` as ShellWord;
}

/** Whether text contains control characters, including line breaks. */
export function hasControl(text: string): boolean {
  return CONTROL.test(text);
}

function ansiC(text: string): string {
  return text.replace(/[\\'\u0001-\u001f\u007f]/g, (character) => {
    const named = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\\': '\\\\', "'": "\\'" }[character];
    return named ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
}

/** Escapes text for the inside of double quotes, around a placeholder such as `"a=${value}"`. */
export function insideDoubleQuotes(text: string): string {
  return text.replace(/[\\"$`]/g, String.raw`\$&`);
}

const SAFE_COMMENT = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Text for a comment: one line, with nothing that could mislead a terminal or a reviewer. */
export function commentText(text: string): string {
  return text.replace(SAFE_COMMENT, ' ');
}
