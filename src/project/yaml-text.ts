/** A text as a YAML scalar that every version of YAML reads as a string: plain if that is safe, else quoted. */
export function yamlText(text: string): string {
  const plain = /^[A-Za-z/.][A-Za-z0-9_./-]*$/.test(text);
  const otherType = /^(?:y|n|yes|no|on|off|true|false|null|~|\.inf|\.nan|[.]?[0-9].*|\.{1,3})$/i.test(text);
  return plain && !otherType ? text : JSON.stringify(text);
}

/** Lines as comments: `# ` before each. */
export function yamlComment(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '#' : `# ${line}`));
}

/** The first line of a YAML file, for editors; `schema` is the path of its JSON Schema, or null without one. */
export function schemaLine(schema: string | null): readonly string[] {
  return schema === null ? [] : [`# yaml-language-server: $schema=${schema}`];
}

export function fileText(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
