import { assignmentIn, hasTypedTexts } from '../plan/parameters.ts';
import type { Axis, Block, Parameter, Plan, RangeParameter, Value } from '../plan/plan.ts';
import { type Scalar, scalarKey } from '../plan/scalar-key.ts';
import { type ChosenRows, type TaskRange, taskRanges } from '../plan/task-ranges.ts';
import { encodeValue } from './encode.ts';

/** A selection of tasks: the wanted values of each named parameter. */
export type Selection = ReadonlyMap<string, readonly SelectedValue[]>;

/** A quoted value is text, whatever it looks like. */
export interface SelectedValue {
  readonly text: string;
  readonly quoted: boolean;
}

/** The reason why nothing can be selected. */
export type SelectionProblem =
  | { readonly kind: 'words'; readonly reason: string }
  | { readonly kind: 'unknown' | 'never' | 'derived'; readonly name: string };

/** Reads `lr=0.01 model.name=cnn,mlp note="a b"`, as `scripts/select.sh` does. */
export function parseSelection(words: string): Selection | SelectionProblem {
  const selection = new Map<string, SelectedValue[]>();
  const word =
    /\s*([^\s=",]+)=((?:"(?:[^"\\]|\\.)*"|[^\s",]*)(?:,(?:"(?:[^"\\]|\\.)*"|[^\s",]*))*)(?=\s|$)/gy;
  let at = 0;
  for (const match of words.matchAll(word)) {
    at = match.index + match[0].length;
    const [, name = '', list = ''] = match;
    const values = [...list.matchAll(/(?:^|,)("(?:[^"\\]|\\.)*"|[^",]*)/g)].map(([, value = '']) =>
      value.startsWith('"')
        ? { text: value.slice(1, -1).replace(/\\(.)/g, '$1'), quoted: true }
        : { text: value, quoted: false },
    );
    selection.set(name, [...(selection.get(name) ?? []), ...values]);
  }
  const rest = words.slice(at).trim();
  if (rest !== '') return { kind: 'words', reason: `not NAME=VALUE: ${rest}` };
  return selection.size === 0 ? { kind: 'words', reason: 'write NAME=VALUE' } : selection;
}

/** The tasks of a selection, as ascending ranges, which may touch. */
export function selectTasks(plan: Plan, selection: Selection): Iterable<TaskRange> | SelectionProblem {
  const { blocks } = plan.space;
  for (const [name, values] of selection) {
    const own = blocks.flatMap(({ axes }) =>
      axes.flatMap((axis) =>
        axis.parameters.filter((each) => each.name === name).map((each) => ({ each, axis })),
      ),
    );
    if (own.length === 0) {
      const isDerived = blocks.some(({ derived }) => derived?.some((each) => each.name === name));
      return { kind: isDerived ? 'derived' : 'unknown', name };
    }
    if (!own.some(({ each, axis }) => rowsOf(each, axis, values).length > 0)) return { kind: 'never', name };
  }
  return withinCount(
    taskRanges(plan.space, (block) => chosenRows(block, selection)),
    plan.count,
  );
}

/** The selected rows of each axis; null if the block does not set a parameter of the selection. */
function chosenRows({ axes }: Block, selection: Selection): readonly ChosenRows[] | null {
  const missing = new Set(selection.keys());
  const chosen = axes.map((axis) => {
    let rows: ChosenRows = null;
    for (const parameter of axis.parameters) {
      const values = selection.get(parameter.name);
      if (values === undefined) continue;
      missing.delete(parameter.name);
      const own = new Set(rowsOf(parameter, axis, values));
      rows = (rows ?? [...own]).filter((row) => own.has(row)).sort((a, b) => a - b);
    }
    return rows;
  });
  return missing.size === 0 ? chosen : null;
}

function* withinCount(ranges: Iterable<TaskRange>, count: number): Generator<TaskRange> {
  for (const { first, last } of ranges) {
    if (first > count) return;
    yield { first, last: Math.min(last, count) };
  }
}

function rowsOf(parameter: Parameter, { size }: Axis, values: readonly SelectedValue[]): readonly number[] {
  if ('range' in parameter)
    return [...new Set(values.flatMap((value) => rowsOfRange(parameter, size, value)))];
  const isText = hasTypedTexts(parameter);
  const wanted = new Set(values.map(({ text, quoted }) => (isText ? text : keyOfWord(text, quoted))));
  return parameter.values.flatMap((value, row) =>
    value !== null && wanted.has(isText ? tableText(value) : keyOfWord(tableText(value), false, value))
      ? [row]
      : [],
  );
}

function rowsOfRange(
  parameter: RangeParameter,
  size: number,
  { text, quoted }: SelectedValue,
): readonly number[] {
  const { first, step, places } = parameter.range;
  const row = Math.round((Number(text) * 10 ** places - first) / step);
  if (quoted || !(row >= 0 && row < size)) return [];
  const value = assignmentIn(parameter, row)?.value;
  return value !== undefined && keyOfWord(tableText(value), false) === keyOfWord(text, false) ? [row] : [];
}

function tableText(value: Value): string {
  return encodeValue({ kind: 'argparse' }, value);
}

/** A word has no type: it has the type that it would have in YAML 1.2. A value has its own. */
function keyOfWord(text: string, quoted: boolean, value?: Value): string {
  const own = value?.type === 'list' || value?.type === 'map' ? 'string' : value?.type;
  return scalarKey({ type: own ?? (quoted ? 'string' : typeOf(text)), text });
}

/** Same as `key_of` in `templates/select/match-tasks.awk`. */
function typeOf(text: string): Scalar['type'] {
  if (/^[-+]?\d+$/.test(text)) return 'integer';
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return 'float';
  if (/^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text)) return 'float';
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return 'boolean';
  return /^(?:null|Null|NULL|~)$/.test(text) ? 'null' : 'string';
}
