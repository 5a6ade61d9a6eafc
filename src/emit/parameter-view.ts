import { encodeValue } from '../argv/encode.ts';
import { type BlockParameter, parametersOf } from '../plan/parameters.ts';
import type { ListedParameter, Plan, RangeParameter } from '../plan/plan.ts';
import { blockDiagram, countBlock } from '../plan/space.ts';
import { arrayElement } from '../shell/array-element.ts';
import { commentText, quote } from '../shell/shell-word.ts';
import { arrayLiteral } from './array-literal.ts';
import { runLines } from './block-view.ts';
import { fieldText } from './field-text.ts';
import { placeOf } from './place-of.ts';
import { VariableNames } from './variable-names.ts';

/** What `collect/data` and `collect/describe` show of a block: its parameters as a table has them. */
export interface ParameterBlockView {
  /** How many tasks there are before it. */
  readonly start: number;
  readonly count: number;
  /** The runs of its decision diagram, a line each; empty without excludes. */
  readonly runs: readonly string[];
  readonly runsVariable: string;
  readonly parameters: readonly object[];
}

export function parameterBlocks(plan: Plan): readonly ParameterBlockView[] {
  const names = new VariableNames();
  let start = 0;
  return plan.space.blocks.map((block, number) => {
    const diagram = blockDiagram(block);
    const count = countBlock(block);
    const view = {
      start,
      count,
      runs: diagram === null ? [] : runLines(diagram, 0),
      runsVariable: `block_${number + 1}_runs`,
      parameters: parametersOf(block).map((each) => parameterView(plan, each, names)),
    };
    start += count;
    return view;
  });
}

function parameterView(
  plan: Plan,
  { parameter, size, stride, leads }: BlockParameter,
  names: VariableNames,
): object {
  return {
    stride,
    size,
    leads,
    name: quote(fieldText(parameter.name)),
    comment: commentText(parameter.name),
    place: placeOf(plan, parameter.origin),
    ...('range' in parameter ? rangeView(parameter) : listView(parameter, names.take(parameter.name))),
  };
}

/** What a table is told of the values; the names are those of both kinds. */
interface ValuesView {
  readonly isRange: boolean;
  readonly kind: string;
  /** Of a range. */
  readonly first: number;
  readonly step: number;
  readonly places: number;
  /** Of a list. */
  readonly variable: string;
  readonly values: string;
}

function rangeView({ range: { first, step, places } }: RangeParameter): ValuesView {
  return { isRange: true, kind: 'range', first, step, places, variable: '', values: '' };
}

/** What stands for a value where there is none: of a value a backslash is two in a field. */
const UNSET = '\\-';

function listView(parameter: ListedParameter, variable: string): ValuesView {
  const words = parameter.values.map((value) =>
    value === null ? quote(UNSET) : arrayElement(quote(fieldText(encodeValue({ kind: 'argparse' }, value)))),
  );
  const values = arrayLiteral(words, `${variable}=()`.length);
  const kind = isText(parameter) ? 'text' : 'parameter';
  return { isRange: false, kind, first: 0, step: 0, places: 0, variable, values };
}

/** Whether a text among the values would look like a number, `true`, `false` or null. */
function isText({ values }: ListedParameter): boolean {
  return values.some((value) => value?.type === 'string' && /^(?:-?\d.*|true|false|null)?$/.test(value.text));
}
