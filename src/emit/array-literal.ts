const LINE_WIDTH = 100;

/** The text between a bash array's brackets: on one line if it fits, otherwise on filled and indented lines. */
export function arrayLiteral(words: readonly string[], headWidth: number): string {
  const single = words.join(' ');
  if (headWidth + single.length <= LINE_WIDTH) return single;
  return `\n${fillLines(words, ' ')
    .map((line) => `  ${line}`)
    .join('\n')}\n`;
}

/** Words on as few lines as their width allows. */
export function fillLines(words: readonly string[], separator: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + separator.length + word.length > LINE_WIDTH - 2) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : `${separator}${word}`;
  }
  return [...lines, line];
}
