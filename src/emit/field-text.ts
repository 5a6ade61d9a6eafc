/** Text for a field of a line: a backslash, a tab and a line break become two characters each. */
export function fieldText(text: string): string {
  return text.replace(/[\\\t\n]/g, (character) => ({ '\t': '\\t', '\n': '\\n' })[character] ?? '\\\\');
}
