import { encodeValue } from '../../argv/encode.ts';
import { parseText } from '../../plan/parse-template.ts';
import type { SyntaxNode } from '../../syntax/node.ts';
import { toValue } from '../../syntax/plain.ts';
import {
  axisSize,
  type DraftAssignment,
  type DraftBlock,
  type DraftParameter,
  sizeOf,
  valueIn,
} from '../draft.ts';
import { type CelType, celTypeOf, celValue } from '../expression-values.ts';

/** The meaning of a name in the cells of a block. */
export interface Named {
  /** The axes on which it depends, ascending; none if it is the same in every cell. */
  readonly axes: readonly number[];
  readonly type: CelType;
  /** Whether only the running task knows it, for example because it contains `{task_dir}`. */
  readonly isHeld: boolean;
  /** Its value in CEL, by the rows of all axes of the block; null if no value is set. */
  given(rows: readonly number[]): { readonly value: unknown } | null;
  /** The text as it is passed without quoting. */
  text(rows: readonly number[]): string | null;
  /** Every text that it may have; null for a long range, whose texts contain only digits. */
  readonly texts: readonly (string | null)[] | null;
}

/** The rows of an axis. */
export function sizeOfAxis({ axes }: DraftBlock, axis: number): number {
  const found = axes[axis];
  return (found && axisSize(found)) ?? 0;
}

/** A parameter that the block sweeps, with its default for rows that do not set it; or a default. Null for neither. */
export function namedIn(block: DraftBlock, defaults: readonly DraftAssignment[], name: string): Named | null {
  const otherwise = defaults.find((each) => each.name === name) ?? null;
  const axis = block.axes.findIndex(({ parameters }) => parameters.some((each) => each.name === name));
  const parameter = block.axes[axis]?.parameters.find((each) => each.name === name);
  if (parameter !== undefined) return sweptNamed(parameter, axis, otherwise?.value ?? null);
  return otherwise === null ? null : constant(otherwise.value);
}

function sweptNamed(parameter: DraftParameter, axis: number, otherwise: SyntaxNode | null): Named {
  const nodeAt = (rows: readonly number[]): SyntaxNode | null =>
    valueIn(parameter, rows[axis] ?? 0) ?? otherwise;
  const type = celTypeOf([...parameter.values, ...(otherwise === null ? [] : [otherwise])]);
  const texts =
    parameter.long === null
      ? Array.from({ length: sizeOf(parameter) }, (_, row) => valueIn(parameter, row) ?? otherwise)
      : null;
  return {
    axes: [axis],
    type,
    texts: texts?.map((node) => node && textOf(node)) ?? null,
    isHeld: false,
    given: (rows) => {
      const node = nodeAt(rows);
      return node && { value: celValue(node, type) };
    },
    text: (rows) => {
      const node = nodeAt(rows);
      return node && textOf(node);
    },
  };
}

function constant(node: SyntaxNode): Named {
  const type = celTypeOf([node]);
  const given = { value: celValue(node, type) };
  const text = textOf(node);
  return { axes: [], type, isHeld: isHeld(node), given: () => given, text: () => text, texts: [text] };
}

/** Whether a default has a placeholder in any of its texts. */
function isHeld(node: SyntaxNode): boolean {
  if (node.kind === 'sequence') return node.items.some(isHeld);
  if (node.kind === 'mapping') return node.entries.some(({ value }) => isHeld(value));
  return node.type === 'string' && parseText(node.text).template.some(({ kind }) => kind === 'hole');
}

function textOf(node: SyntaxNode): string {
  return encodeValue({ kind: 'argparse' }, toValue(node));
}
