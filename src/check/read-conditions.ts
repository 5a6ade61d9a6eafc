import { conditionNodes, rowsNodes } from '../plan/condition.ts';
import type { Condition } from '../plan/plan.ts';
import type { Span } from '../source/source.ts';
import type { ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { spanInside } from '../syntax/span-inside.ts';
import {
  axisSize,
  blockParameters,
  type DraftBlock,
  type DraftExpression,
  type DraftParameter,
  valueIn,
} from './draft.ts';
import { type CelType, celTypeOf, celValue } from './expression-values.ts';
import { matchOnly } from './match-exclude.ts';
import { type Expression, readExpression } from './read-expression.ts';

/** Which cells of a block are kept, as decided by expressions or by `only`. */
export interface ReadConditions {
  readonly conditions: readonly CheckedCondition[];
  readonly problems: readonly ConditionProblem[];
}

export type CheckedCondition = Omit<Condition, 'origin'> & { readonly span: Span };

export type ConditionProblem = { readonly span: Span } & (
  | { readonly kind: 'syntax' | 'type' | 'unknown'; readonly text: string }
  | {
      readonly kind: 'fails';
      readonly reason: string;
      /** Null if it is not set. */
      readonly example: readonly { readonly name: string; readonly value: SyntaxNode | null }[];
    }
  | { readonly kind: 'too-many'; readonly axes: readonly { readonly name: string; readonly size: number }[] }
);

/** The maximum number of combinations to evaluate: a fraction of a second. */
export const MOST_COMBINATIONS = 1_000_000;

const known = new WeakMap<DraftBlock, ReadConditions>();

/** The conditions of a block, read once. Its axes must have rows. */
export function readConditions(block: DraftBlock): ReadConditions {
  const read = known.get(block) ?? readAll(block);
  known.set(block, read);
  return read;
}

function readAll(block: DraftBlock): ReadConditions {
  const conditions: CheckedCondition[] = matchOnly(block).map(({ exclude, matches }) => ({
    kind: 'only',
    expression: null,
    axes: matches.map(({ axis }) => axis),
    nodes: rowsNodes(matches.map(({ axis, rows }) => ({ rows, size: sizeAt(block, axis) }))),
    span: exclude.span,
  }));
  const problems: ConditionProblem[] = [];
  if (block.expressions.length === 0 || block.axes.some((axis) => !axisSize(axis)))
    return { conditions, problems };
  const types = new Map(blockParameters(block).map((parameter) => [parameter.name, typeOf(parameter)]));
  for (const { kind, node } of block.expressions) {
    const expression = readExpression(node.text, types, 'condition');
    const read =
      'names' in expression ? readOne(block, { kind, node }, expression, types) : placed(node, expression);
    if ('nodes' in read) conditions.push(read);
    else problems.push(...read);
  }
  return { conditions, problems };
}

/** In rows that do not set a value, it is null, which fits no other type. */
function typeOf({ values, rows }: DraftParameter): CelType {
  return rows?.includes(null) === true ? 'dyn' : celTypeOf(values);
}

function placed(
  node: ScalarNode,
  problems: Exclude<ReturnType<typeof readExpression>, Expression>,
): readonly ConditionProblem[] {
  return problems.map(({ kind, text, start, end }) => {
    // If something is missing at the end, the last character is marked.
    const first = Math.min(start, Math.max(0, node.text.length - 1));
    return { kind, text, span: spanInside(node, first, Math.max(end, first + 1)) };
  });
}

/** A parameter that an expression names, and how to find its row. */
interface Named {
  readonly name: string;
  /** The position of its axis among the axes that are used. */
  readonly at: number;
  readonly nodes: readonly (SyntaxNode | null)[];
  readonly values: readonly unknown[];
}

function readOne(
  block: DraftBlock,
  { kind, node }: DraftExpression,
  expression: Expression,
  types: ReadonlyMap<string, CelType>,
): CheckedCondition | readonly ConditionProblem[] {
  const span = node.span;
  const axes = [...new Set(expression.names.map((name) => axisOf(block, name)))].sort((a, b) => a - b);
  if (axes.length === 0) {
    return [{ kind: 'type', text: 'it uses no parameter, so it is the same for every cell', span }];
  }
  const sizes = axes.map((axis) => sizeAt(block, axis));
  if (sizes.reduce((product, size) => product * size, 1) > MOST_COMBINATIONS) {
    const named = axes.map((axis) => ({ name: nameOf(block, axis, expression), size: sizeAt(block, axis) }));
    return [{ kind: 'too-many', axes: named, span }];
  }
  const parameters = expression.names.map((name) => namedParameter(block, name, axes, types));
  let failure: { readonly reason: string; readonly rows: readonly number[] } | null = null;
  const values: unknown[] = [];
  const nodes = conditionNodes(sizes, (rows) => {
    if (failure !== null) return false;
    for (const [index, { at, values: all }] of parameters.entries()) values[index] = all[rows[at] ?? 0];
    const met = expression.evaluate(values);
    if ('given' in met && typeof met.given === 'boolean') return met.given;
    const reason = 'given' in met ? 'the result is not true or false' : met.reason;
    failure = { reason, rows: [...rows] };
    return false;
  });
  const failed = failure as { readonly reason: string; readonly rows: readonly number[] } | null;
  if (failed === null) return { kind, expression: node.text, axes, nodes, span };
  const example = parameters.flatMap(({ name, at, nodes: all }) => {
    const value = all[failed.rows[at] ?? 0];
    return value === undefined ? [] : [{ name, value }];
  });
  return [{ kind: 'fails', reason: failed.reason, example, span }];
}

function namedParameter(
  block: DraftBlock,
  name: string,
  axes: readonly number[],
  types: ReadonlyMap<string, CelType>,
): Named {
  const axis = axisOf(block, name);
  const parameter = block.axes[axis]?.parameters.find((candidate) => candidate.name === name);
  const nodes = Array.from({ length: sizeAt(block, axis) }, (_, row) =>
    parameter === undefined ? null : valueIn(parameter, row),
  );
  const values = nodes.map((value) => value && celValue(value, types.get(name) ?? 'dyn'));
  return { name, at: axes.indexOf(axis), nodes, values };
}

function axisOf({ axes }: DraftBlock, name: string): number {
  return axes.findIndex(({ parameters }) => parameters.some((parameter) => parameter.name === name));
}

function sizeAt({ axes }: DraftBlock, axis: number): number {
  const found = axes[axis];
  return (found && axisSize(found)) ?? 0;
}

/** A parameter of an axis that an expression names. */
function nameOf({ axes }: DraftBlock, axis: number, { names }: Expression): string {
  return axes[axis]?.parameters.find(({ name }) => names.includes(name))?.name ?? '';
}
