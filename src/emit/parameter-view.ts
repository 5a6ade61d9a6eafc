import { type BlockParameter, parametersOf } from '../plan/parameters.ts';
import type { Plan } from '../plan/plan.ts';
import { blockDiagram, countBlock } from '../plan/space.ts';
import { commentText, quote } from '../shell/shell-word.ts';
import { runLines, type TakenView, takenView } from './block-view.ts';
import { type DerivedView, derivedView, nameParts } from './derived-view.ts';
import { fieldText } from './field-text.ts';
import { placeOf } from './place-of.ts';
import { listView, rangeView } from './values-view.ts';
import { VariableNames } from './variable-names.ts';

/** The view of a block for `collect/data` and `collect/describe`: its parameters as in a table. */
export interface ParameterBlockView extends TakenView {
  /** The number of tasks before it. */
  readonly start: number;
  readonly count: number;
  /** The runs of its decision diagram, one per line; empty without excludes. */
  readonly runs: readonly string[];
  readonly runsVariable: string;
  readonly parameters: readonly object[];
  readonly derived: readonly DerivedView[];
  readonly nameFields: string;
  /** The names of its tasks: the fields of a line for each part; none if the sweep sets no names. */
  readonly nameParts: readonly string[];
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
      ...takenView(plan, block),
      parameters: parametersOf(block).map((each) => parameterView(plan, each, names)),
      derived: (block.derived ?? []).map((each) => derivedView(plan, each, names)),
      nameFields: plan.name?.numbered === true ? 'name numbered' : 'name',
      nameParts: nameParts(plan, block),
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
