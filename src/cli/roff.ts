const special: Readonly<Record<string, string>> = {
  '\\': '\\e',
  '-': '\\-',
  "'": '\\(aq',
  '`': '\\(ga',
  '"': '\\(dq',
  '^': '\\(ha',
  '~': '\\(ti',
};

/** Text as roff reads it back, in one line: no character in it is a request, an escape or a typographic quote. */
export function roffText(text: string): string {
  const escaped = text.replace(/[\\'`"^~-]/g, (character) => special[character] ?? character);
  const ascii = escaped.replace(/[\u0080-\u{10ffff}]/gu, (character) => {
    const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return `\\[u${code}]`;
  });
  return ascii.replace(/^(?=\.)/, '\\&');
}

/** An argument of a request: one word, whatever it contains. */
export function roffWord(text: string): string {
  return `"${roffText(text)}"`;
}

/** Text in short lines; roff fills them again. */
export function roffLines(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? roffText(word) : `${line} ${roffText(word)}`;
    if (longer.length <= 78 || line === '') line = longer;
    else {
      lines.push(line);
      line = roffText(word);
    }
  }
  return [...lines, line];
}
