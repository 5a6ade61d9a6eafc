const LINE_WIDTH = 100;

/**
 * The inside of a bash array's brackets: on one line if it fits, else on filled and indented lines.
 */
export function arrayLiteral(words: readonly string[], headWidth: number): string {
  const single = words.join(' ');
  if (headWidth + single.length <= LINE_WIDTH) return single;
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > LINE_WIDTH) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? `  ${word}` : ` ${word}`;
  }
  return `\n${[...lines, line].join('\n')}\n`;
}
