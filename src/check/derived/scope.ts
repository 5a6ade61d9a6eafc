import type { WordTemplate } from '../../plan/command.ts';
import type { Span } from '../../source/source.ts';
import type { Draft, DraftBlock } from '../draft.ts';
import type { Named } from './block-scope.ts';
import type { DraftDerived } from './read-derived.ts';
import type { Table } from './table.ts';

/** A derived parameter of a block: text that bash assembles, or a table over the axes on which it depends. */
export type ResolvedDerived = { readonly derived: DraftDerived } & (
  | { readonly template: WordTemplate }
  | { readonly table: Table }
);

/** `cannot` is why a value cannot be computed at all, `fails` why it cannot be computed in some cells. */
export type DerivedProblem = { readonly name: string; readonly span: Span } & (
  | { readonly kind: 'syntax' | 'type' | 'unknown' | 'cannot'; readonly text: string }
  | { readonly kind: 'cycle'; readonly names: readonly string[] }
  | {
      readonly kind: 'too-many';
      readonly axes: readonly { readonly name: string; readonly size: number }[];
    }
  | { readonly kind: 'fails'; readonly reason: string; readonly example: string }
);

/** Marks a value that was already reported and cannot be used. */
export type Found<T> = T | 'broken' | null;

/** The input of a formula. */
export interface Scope {
  readonly draft: Draft;
  readonly block: DraftBlock;
  /** The meaning of a name; null if the block does not have it. */
  named(name: string): Found<Named>;
  fail(problem: DerivedProblem): 'broken';
}
