import type { Span } from '../source/source.ts';

/** The types that YAML 1.2's core schema gives a scalar. */
export type ScalarType = 'string' | 'integer' | 'float' | 'boolean' | 'null';

/** A scalar with its text as written: `1e-3` stays `1e-3`. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  /** For a plain scalar the text as written; for a quoted or block scalar its content. */
  readonly text: string;
  /** `computed` for a value that nobody typed: its span is that of its source, such as a range. */
  readonly style: 'plain' | 'quoted' | 'block' | 'computed';
  readonly span: Span;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly items: readonly SyntaxNode[];
  readonly span: Span;
}

export interface MappingEntry {
  readonly key: ScalarNode;
  readonly value: SyntaxNode;
}

/** Entries are in the order in which they were written; merge keys are already merged. */
export interface MappingNode {
  readonly kind: 'mapping';
  readonly entries: readonly MappingEntry[];
  readonly span: Span;
}

/** YAML with spans. Aliases, merge keys and tags are already resolved or reported. */
export type SyntaxNode = ScalarNode | SequenceNode | MappingNode;
