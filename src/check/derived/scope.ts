import type { WordTemplate } from '../../plan/plan.ts';
import type { Span } from '../../source/source.ts';
import type { Draft, DraftBlock } from '../draft.ts';
import type { Named } from './block-scope.ts';
import type { DraftDerived } from './read-derived.ts';
import type { Table } from './table.ts';

/** A derived parameter of a block: a text that bash pastes, or a table over the axes on which it depends. */
export type ResolvedDerived = { readonly derived: DraftDerived } & (
  | { readonly template: WordTemplate }
  | { readonly table: Table }
);

/** `cannot` is why a value cannot be made at all, `fails` why it cannot be in some cells. */
export type DerivedProblem = { readonly name: string; readonly span: Span } & (
  | { readonly kind: 'syntax' | 'type' | 'unknown' | 'cannot'; readonly text: string }
  | { readonly kind: 'cycle'; readonly names: readonly string[] }
  | {
      readonly kind: 'too-many';
      readonly axes: readonly { readonly name: string; readonly size: number }[];
    }
  | { readonly kind: 'fails'; readonly reason: string; readonly example: string }
);

/** What has been reported stands for a value that nobody can use. */
export type Found<T> = T | 'broken' | null;

/** What a formula is worked out with. */
export interface Scope {
  readonly draft: Draft;
  readonly block: DraftBlock;
  /** What a name stands for; null for what the block does not have. */
  named(name: string): Found<Named>;
  fail(problem: DerivedProblem): 'broken';
}
