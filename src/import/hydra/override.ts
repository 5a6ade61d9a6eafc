import type { Span } from '../../source/source.ts';
import type { MappingEntry, SyntaxNode } from '../../syntax/node.ts';
import { spanInside } from '../../syntax/span-inside.ts';

/** `name=text`, from a command line or a config. */
export interface Override {
  readonly name: string;
  readonly nameSpan: Span;
  readonly text: string;
  /** The place of a part of the text. */
  readonly spanOf: (start: number, end: number) => Span;
}

/** An entry of a config as an override. */
export function overrideOf(name: string, { key, value }: MappingEntry): Override | null {
  if (value.kind === 'mapping') return null;
  return {
    name,
    nameSpan: key.span,
    text: value.kind === 'scalar' ? value.text : flowOf(value),
    spanOf: (start, end) => (value.kind === 'scalar' ? spanInside(value, start, end) : value.span),
  };
}

/** A list of a config in Hydra's override grammar. */
function flowOf(node: SyntaxNode): string {
  if (node.kind === 'sequence') return `[${node.items.map(flowOf).join(',')}]`;
  if (node.kind === 'mapping') {
    return `{${node.entries.map(({ key, value }) => `${key.text}:${flowOf(value)}`).join(',')}}`;
  }
  return node.type === 'string' ? `'${node.text.replaceAll("'", String.raw`\'`)}'` : node.text;
}
