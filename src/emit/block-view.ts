import { encodeValue } from '../argv/encode.ts';
import type { Diagram } from '../plan/decision-diagram.ts';
import { parametersOf } from '../plan/parameters.ts';
import type { Block, ListedParameter, Origin, Plan, RangeParameter } from '../plan/plan.ts';
import { blockDiagram } from '../plan/space.ts';
import { arrayElement } from '../shell/array-element.ts';
import { commentText, quote } from '../shell/shell-word.ts';
import { arrayLiteral } from './array-literal.ts';
import { type CommandView, choosesWords, commandView } from './command-view.ts';
import type { VariableNames } from './variable-names.ts';

/**
 * What `task/data` and `task/build-command` show of a block. The arrays are plain assignments: after
 * `readonly` bash reads an array literal a second time, which costs four times as much (bash 5.2).
 */
export interface BlockView extends CommandView {
  readonly parameters: readonly ParameterView[];
  /** Parameters that are computed from the cell. */
  readonly computed: readonly ComputedView[];
  /** Where its excludes stand, or '' without any. */
  readonly excluded: string;
  readonly axisCount: number;
  /** One run of the decision diagram a line, ready for bash. */
  readonly runs: readonly string[];
  /** Where in the list of all blocks' runs this block's begin. */
  readonly runsStart: number;
}

export interface ParameterView {
  /** For a comment. */
  readonly name: string;
  readonly place: string;
  readonly variable: string;
  readonly values: string;
}

export interface ComputedView {
  readonly name: string;
  readonly place: string;
  readonly variable: string;
  /** A whole number, as arithmetic. */
  readonly number: string;
  /** How many digits of it are behind the decimal point. */
  readonly places: number;
}

/** Where something stands, for a comment: `sweeps/sweep.yaml:4`. */
export function placeOf(plan: Plan, origin: Origin): string {
  return origin === null ? 'the command line' : `${commentText(plan.source.path)}:${origin.line}`;
}

/** `runsStart` is how many numbers the runs of the blocks before it take. */
export function blockView(plan: Plan, block: Block, runsStart: number, names: VariableNames): BlockView {
  const diagram = blockDiagram(block);
  const swept = parametersOf(block).map(({ parameter, axis, size, stride }) => {
    const { name } = parameter;
    const index = diagram === null ? rowExpression(stride, size, axis) : `rows[${axis}]`;
    if (!('range' in parameter) && choosesWords(plan, parameter.values)) {
      const comment = `${commentText(name)} (${placeOf(plan, parameter.origin)})`;
      return { name, rows: { values: parameter.values, index, comment } };
    }
    const variable = names.take(name);
    if (!('range' in parameter)) {
      const listed = parameterView(plan, parameter, variable);
      return { name, expansion: `$\{${variable}[${index}]}`, listed };
    }
    const single = variable.replace(/s$/, '');
    const computed = computedView(plan, parameter, single, index);
    return { name, expansion: `$\{${single}}`, computed };
  });
  return {
    parameters: swept.flatMap(({ listed }) => listed ?? []),
    computed: swept.flatMap(({ computed }) => computed ?? []),
    excluded: excludedAt(plan, block),
    axisCount: block.axes.length,
    runs: diagram === null ? [] : runLines(diagram, runsStart),
    runsStart,
    ...commandView(plan, swept),
  };
}

/** Where the first excludes stand, and how many more there are. */
function excludedAt(plan: Plan, block: Block): string {
  const places = [...block.excludes, ...block.conditions].map(({ origin }) => placeOf(plan, origin));
  const more = places.length > 1 ? ` and ${places.length - 1} more` : '';
  return places.length === 0 ? '' : `${places[0]}${more}`;
}

function parameterView(plan: Plan, parameter: ListedParameter, variable: string): ParameterView {
  const words = parameter.values.map((value) => arrayElement(quote(encodeValue(plan.convention, value))));
  return {
    name: commentText(parameter.name),
    place: placeOf(plan, parameter.origin),
    variable,
    values: arrayLiteral(words, `${variable}=()`.length),
  };
}

function computedView(
  plan: Plan,
  { name, origin, range }: RangeParameter,
  variable: string,
  row: string,
): ComputedView {
  const { first, step, places } = range;
  const factor = row.includes(' ') && Math.abs(step) !== 1 ? `(${row})` : row;
  const steps = Math.abs(step) === 1 ? factor : `${factor} * ${Math.abs(step)}`;
  return {
    name: commentText(name),
    place: placeOf(plan, origin),
    variable,
    number: `${first} ${step < 0 ? '-' : '+'} ${steps}`,
    places,
  };
}

/** The row of an axis as arithmetic on `cell`. */
function rowExpression(stride: number, size: number, position: number): string {
  const quotient = stride === 1 ? 'cell' : `cell / ${stride}`;
  return position === 0 ? quotient : `${quotient} % ${size}`;
}

/** Nodes of the diagram laid end to end, three numbers a run; `next` becomes a place in the list of all runs. */
export function runLines(diagram: Diagram, runsStart: number): readonly string[] {
  const starts: number[] = [];
  let start = runsStart;
  for (const node of diagram.nodes) {
    starts.push(start);
    start += 3 * node.length;
  }
  return diagram.nodes.flat().map((run) => `${run.rows} ${run.cells} ${starts[run.next] ?? 0}`);
}
