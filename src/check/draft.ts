import { placedParameters } from '../argv/placed.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Passing, WordTemplate } from '../plan/command.ts';
import { rangeValue } from '../plan/range.ts';
import type { Objective, Take } from '../plan/run-settings.ts';
import type { Span } from '../source/source.ts';
import type { MappingEntry, MappingNode, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import type { DraftDerived } from './derived/read-derived.ts';
import { computed, type LongRange, type RangeProblem } from './read-range.ts';

/** A sweep file taken apart before any rule has checked it: names flattened, words split. */
export interface Draft {
  readonly root: MappingNode;
  /** The key `sweep`, for findings about the sweep as a whole. */
  readonly sweepKey: ScalarNode | null;
  readonly blocks: readonly DraftBlock[];
  /** Where `unique` is written; null if duplicate tasks are allowed. */
  readonly unique: Span | null;
  readonly defaults: readonly DraftAssignment[];
  /** Derived parameters. */
  readonly derived: readonly DraftDerived[];
  readonly metadata: readonly MappingEntry[];
  readonly script: MappingEntry | null;
  readonly command: DraftCommand | null;
  readonly name: DraftName | null;
  /** The names under `replicates`. */
  readonly replicates: readonly ScalarNode[];
  readonly convention: DraftConvention;
  readonly passing: DraftPassing;
  /** The sources under `results`; none without the key. */
  readonly results: readonly DraftSource[];
}

export interface DraftBlock {
  /** The resources of its tasks instead of the sweep's. */
  readonly resources: MappingEntry | null;
  readonly span: Span;
  readonly axes: readonly DraftAxis[];
  readonly excludes: readonly DraftExclude[];
  /** The values of parameters under `only`. */
  readonly only: readonly DraftExclude[];
  /** The texts under `exclude` and `only`. */
  readonly expressions: readonly DraftExpression[];
  /** How many of its cells are selected at random; null for all. */
  readonly take: DraftTake | null;
  /** Small blocks, whose concatenated cells are the rows of the last axis. */
  readonly cases: readonly DraftBlock[];
  /** Items of `paired` that could be one group or several: the keys of each. */
  readonly ambiguous: readonly (readonly ScalarNode[])[];
}

export interface DraftAxis {
  readonly kind: 'grid' | 'paired' | 'table' | 'sample' | 'cases';
  readonly group: string | null;
  /** The parameter's name, the group's name, or the first parameter of a group without one. */
  readonly span: Span;
  readonly parameters: readonly DraftParameter[];
  /** For each row the case that it belongs to, from 0; null unless the axis consists of cases. */
  readonly caseOf: readonly number[] | null;
  /** The file that its rows come from; null unless the axis is a table. */
  readonly table: DraftTable | null;
  /** Problems found while its rows were made: a table was read, or a sample drawn. */
  readonly problems: readonly Diagnostic[];
}

export interface DraftTake {
  readonly count: number;
  readonly seed: number;
  readonly span: Span;
}

export interface DraftTable {
  /** As written: relative to the project root. */
  readonly path: string;
  /** SHA-256 of the file's bytes, in lower-case hexadecimal; empty if it could not be read. */
  readonly sha256: string;
  readonly span: Span;
}

export interface DraftParameter {
  readonly name: string;
  readonly nameSpan: Span;
  /** One per row. A long range only has its first and last value; cases, tables and samples have the values that occur. */
  readonly values: readonly SyntaxNode[];
  readonly valuesSpan: Span;
  /** A range with too many values to list. */
  readonly long: LongRange | null;
  /** The values per row of cases, tables and samples; null if the row does not set the parameter. */
  readonly rows: readonly (SyntaxNode | null)[] | null;
  /** The problem with the range that it was written as. */
  readonly problems: readonly RangeProblem[];
}

export interface DraftAssignment {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: SyntaxNode;
}

export interface DraftExpression {
  readonly kind: 'exclude' | 'only';
  readonly node: ScalarNode;
}

/** Values of parameters under `exclude` or `only`. */
export interface DraftExclude {
  readonly span: Span;
  readonly conditions: readonly DraftCondition[];
}

/** Part of a condition: the parameter has any of these values. */
export interface DraftCondition {
  readonly name: string;
  readonly nameSpan: Span;
  readonly values: readonly SyntaxNode[];
  /** The node that contains the values, to distinguish a list of values from a value. */
  readonly node: SyntaxNode;
  /** Whether it is a range: then it means those of its values that the parameter has. */
  readonly isRange: boolean;
  readonly problems: readonly RangeProblem[];
}

export interface DraftWord {
  readonly span: Span;
  readonly text: string;
  readonly template: WordTemplate;
  readonly unknownPlaceholders: readonly { readonly name: string; readonly span: Span }[];
}

export interface DraftCommand {
  readonly key: ScalarNode;
  readonly node: SyntaxNode;
  readonly words: readonly DraftWord[];
  readonly problems: readonly DraftCommandProblem[];
}

export interface DraftCommandProblem {
  readonly kind: 'unfinished' | 'shell' | 'assignment' | 'line-break';
  readonly text: string;
  readonly span: Span;
}

export type DraftConvention =
  | { readonly kind: 'hydra' | 'argparse' | 'env' }
  | { readonly kind: 'template'; readonly span: Span; readonly words: readonly DraftWord[] };

/** The tasks' names. */
export interface DraftName extends DraftWord {
  readonly links: boolean;
}

/** How booleans and lists are passed, if `args` sets it. */
export interface DraftPassing {
  readonly booleans: PassingEntry<Passing['booleans']> | null;
  readonly lists: PassingEntry<Passing['lists']> | null;
}

export interface PassingEntry<T> {
  readonly key: ScalarNode;
  readonly choice: T;
}

/** A source of results, whatever its keys. */
export interface DraftSource {
  readonly node: MappingNode;
  /** The entries that name a file: exactly one, if the source is valid. */
  readonly files: readonly DraftFile[];
  /** The entries that select what to read. */
  readonly choices: readonly MappingEntry[];
  readonly metrics: readonly DraftMetric[];
  readonly objectives: readonly DraftObjective[];
}

export interface DraftFile {
  readonly format: 'json' | 'csv' | 'key_value' | 'log';
  readonly key: ScalarNode;
  readonly node: ScalarNode;
}

export interface DraftMetric {
  readonly name: string;
  readonly nameSpan: Span;
  readonly key: string;
  /** Where `key` is written: for a pattern, the regular expression. */
  readonly keyNode: ScalarNode;
  readonly take: Take;
}

export interface DraftObjective {
  readonly goal: Objective['goal'];
  readonly key: ScalarNode;
  readonly metric: string;
  readonly metricSpan: Span;
}

/** The blocks of a sweep, each followed by those of its cases. */
export function allBlocks({ blocks }: Pick<Draft, 'blocks'>): readonly DraftBlock[] {
  return blocks.flatMap((block) => [block, ...allBlocks({ blocks: block.cases })]);
}

/** Every name set in a block, axis by axis. */
export function blockParameters(block: DraftBlock): readonly DraftParameter[] {
  return block.axes.flatMap((axis) => axis.parameters);
}

/** Every parameter, default and derived parameter of a sweep with its values as written: what an argument convention has to pass. */
export function allParameters(draft: Draft): readonly Pick<DraftParameter, 'name' | 'nameSpan' | 'values'>[] {
  return [
    ...draft.defaults.map(({ name, nameSpan, value }) => ({ name, nameSpan, values: [value] })),
    ...draft.blocks.flatMap(blockParameters),
    ...draft.derived.map(({ name, nameSpan }) => ({ name, nameSpan, values: [] })),
  ];
}

/** Those that the convention passes: parameters used in `command` are not passed again. */
export function passedParameters(draft: Draft): ReturnType<typeof allParameters> {
  const placed = placedParameters({ words: draft.command?.words.map(({ template }) => template) ?? [] });
  return allParameters(draft).filter(({ name }) => !placed.has(name));
}

/** Parameters that a block sets itself, not through its cases. */
export function ownParameters(block: DraftBlock): readonly DraftParameter[] {
  return block.axes.filter(({ kind }) => kind !== 'cases').flatMap(({ parameters }) => parameters);
}

/** The value of a parameter in a row; null if its case does not set it, or its list is too short. */
export function valueIn({ long, rows, values, valuesSpan }: DraftParameter, row: number): SyntaxNode | null {
  if (long !== null) return computed(rangeValue(long.range, row), valuesSpan);
  return (rows ?? values)[row] ?? null;
}

export function sizeOf({ long, rows, values }: DraftParameter): number {
  return long?.size ?? (rows ?? values).length;
}

/** The number of rows of an axis; null if its parameters disagree or it has none. */
export function axisSize(axis: DraftAxis): number | null {
  const sizes = new Set(axis.parameters.map(sizeOf));
  const [size] = sizes;
  return sizes.size === 1 && size !== undefined ? size : null;
}
