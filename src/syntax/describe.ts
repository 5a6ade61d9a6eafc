import type { SyntaxNode } from './node.ts';

/** A node in words for messages: `a list`, `a mapping`, `the string \`fast\``, `null`. */
export function describeNode(node: SyntaxNode): string {
  if (node.kind === 'sequence') return 'a list';
  if (node.kind === 'mapping') return 'a mapping';
  switch (node.type) {
    case 'null':
      return 'null';
    case 'string':
      return `the string \`${shortened(node.text)}\``;
    case 'integer':
    case 'float':
      return `the number \`${shortened(node.text)}\``;
    case 'boolean':
      return `the boolean \`${node.text}\``;
  }
}

/** The first line of a text, cut to 40 characters. */
function shortened(text: string): string {
  const [line = ''] = text.split('\n');
  return line === text && line.length <= 40 ? line : `${line.slice(0, 39)}…`;
}
