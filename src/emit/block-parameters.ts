import { encodeDefault, encodeValue } from '../argv/encode.ts';
import type { Convention, WordTemplate } from '../plan/command.ts';
import { type BlockParameter, parametersOf } from '../plan/parameters.ts';
import type {
  Block,
  DerivedTable,
  DerivedText,
  ListedParameter,
  Parameter,
  Plan,
  RangeParameter,
} from '../plan/plan.ts';
import { blockDiagram } from '../plan/space.ts';
import { arrayElement } from '../shell/array-element.ts';
import { commentText, quote } from '../shell/shell-word.ts';
import { arrayLiteral } from './array-literal.ts';
import { choosesWords, type SweptParameter } from './command-view.ts';
import { placeOf } from './place-of.ts';
import type { VariableNames } from './variable-names.ts';
import { emitWord } from './word.ts';

/** An array of the values of a parameter. */
export interface ParameterView {
  /** For a comment. */
  readonly name: string;
  readonly place: string;
  readonly variable: string;
  readonly values: string;
}

/** A parameter that is computed from the cell. */
export interface ComputedView {
  readonly name: string;
  readonly place: string;
  readonly variable: string;
  /** A whole number, as arithmetic. */
  readonly number: string;
  /** How many of its digits are after the decimal point. */
  readonly places: number;
}

/** A parameter whose default is used if the row does not set it. */
export interface ChosenView {
  readonly name: string;
  readonly place: string;
  readonly variable: string;
  /** Of an array that has an element if the row sets the parameter. */
  readonly element: string;
  /** A word. */
  readonly otherwise: string;
}

type View = ParameterView | ComputedView;

/** A parameter and, as arithmetic, the position of a task's value. */
interface IndexedParameter {
  readonly name: string;
  readonly index: string;
  readonly parameter: Parameter;
}

/** The text itself, whatever the convention. */
const PLAIN: Pick<Convention, 'kind'> = { kind: 'argparse' };

/**
 * The parameters of a block in bash: as the convention passes them, or as plain text. Only the requested arrays and computed variables
 * are made, and just one if both texts are the same.
 */
export class BlockParameters {
  readonly #plan: Plan;
  readonly #names: VariableNames;
  readonly #swept: readonly IndexedParameter[];
  readonly #pasted: readonly DerivedText[];
  /** By the texts of the values, in the order in which parameters were requested. */
  readonly #views = new Map<string, View>();
  readonly #derivedOrder: readonly string[];
  readonly #chosen = new Map<string, ChosenView>();

  constructor(plan: Plan, block: Block, names: VariableNames) {
    this.#plan = plan;
    this.#names = names;
    const hasRows = blockDiagram(block) !== null;
    const axes = axisExpressions(block, hasRows);
    const swept = parametersOf(block).map(({ parameter, axis }) => ({
      name: parameter.name,
      index: axes[axis] ?? '',
      parameter,
    }));
    const derived = block.derived ?? [];
    this.#swept = [
      ...swept,
      ...derived.flatMap((each) => ('values' in each ? [tableParameter(block, each, axes)] : [])),
    ];
    this.#pasted = derived.filter((each) => 'template' in each);
    this.#derivedOrder = derived.map(({ name }) => name);
  }

  /**
   * All parameters that the convention passes, except `placed`: first the swept ones in the order written, then the
   * derived ones.
   */
  passed(placed: ReadonlySet<string>): readonly SweptParameter[] {
    const order = this.#derivedOrder;
    return [...this.#swept, ...this.#pasted]
      .filter(({ name }) => !placed.has(name))
      .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
      .map((passed) => {
        if ('template' in passed) return passed;
        const { name, index, parameter } = passed;
        if (!('range' in parameter) && choosesWords(this.#plan, parameter.values)) {
          const comment = `${commentText(name)} (${placeOf(this.#plan, parameter.origin)})`;
          return { name, rows: { values: parameter.values, index, comment } };
        }
        const element = this.#element(name, this.#plan.convention);
        const isSet = isOptional(parameter) ? `$\{${element}+set}` : null;
        return { name, expansion: `$\{${element}}`, isSet };
      });
  }

  /** The template of a derived text; null for anything else. */
  template(name: string): WordTemplate | null {
    return this.#pasted.find((each) => each.name === name)?.template ?? null;
  }

  /** The text of a parameter as an expansion within double quotes; null for one that this block does not sweep. */
  text(name: string): string | null {
    const swept = this.#swept.find((each) => each.name === name);
    if (swept === undefined) return null;
    const element = this.#element(name, PLAIN);
    if (!isOptional(swept.parameter)) return `$\{${element}}`;
    return `$\{${this.#chosenView(swept.parameter, element).variable}}`;
  }

  views(): {
    readonly parameters: readonly ParameterView[];
    readonly computed: readonly ComputedView[];
    readonly chosen: readonly ChosenView[];
  } {
    const order = new Map(this.#swept.map(({ name }, at) => [commentText(name), at]));
    const views = [...this.#views.values()].sort(
      (a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0),
    );
    return {
      parameters: views.filter((view) => 'values' in view),
      computed: views.filter((view) => 'number' in view),
      chosen: [...this.#chosen.values()],
    };
  }

  /** A variable, or an element of an array. */
  #element(name: string, convention: Pick<Convention, 'kind'>): string {
    const swept = this.#swept.find((each) => each.name === name);
    if (swept === undefined) throw new Error(`the block does not sweep ${name}`);
    const { index, parameter } = swept;
    if ('range' in parameter) {
      const view = this.#view(name, '', (variable) =>
        computedView(this.#plan, parameter, variable.replace(/s$/, ''), index),
      );
      return view.variable;
    }
    const texts = parameter.values.map((value) => value && encodeValue(convention, value));
    const view = this.#view(name, JSON.stringify(texts), (variable) =>
      arrayView(this.#plan, parameter, texts, variable),
    );
    return `${view.variable}[${index}]`;
  }

  /** @throws Error without a default: the checks refuse a command with a parameter that has no text. */
  #chosenView({ name, origin }: Parameter, element: string): ChosenView {
    const given = this.#plan.defaults.find((assignment) => assignment.name === name);
    if (given === undefined) throw new Error(`no value for ${name} where it is not set`);
    const view = this.#chosen.get(name) ?? {
      name: commentText(name),
      place: placeOf(this.#plan, origin),
      variable: element.replace(/s\[.*$/, ''),
      element,
      otherwise: emitWord(encodeDefault(PLAIN, given.value)),
    };
    this.#chosen.set(name, view);
    return view;
  }

  #view(name: string, texts: string, make: (variable: string) => View): View {
    const key = `${name}\0${texts}`;
    const view = this.#views.get(key) ?? make(this.#names.take(name));
    this.#views.set(key, view);
    return view;
  }
}

/** Whether some rows do not set it. */
function isOptional(parameter: Parameter): boolean {
  return 'values' in parameter && parameter.values.includes(null);
}

function arrayView(
  plan: Plan,
  parameter: ListedParameter,
  texts: readonly (string | null)[],
  variable: string,
): ParameterView {
  const words = texts.flatMap((text, row) => {
    if (text === null) return [];
    // If earlier rows have no element, this one is written with its row.
    const place = row > 0 && texts[row - 1] === null ? `[${row}]=` : '';
    return [`${place}${arrayElement(quote(text))}`];
  });
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

/** The row of each axis of a block as arithmetic. */
function axisExpressions(block: Block, hasRows: boolean): readonly string[] {
  const leading = parametersOf(block).filter(({ leads }) => leads);
  return leading.map((of) => (hasRows ? `rows[${of.axis}]` : rowExpression(of)));
}

/** The row of the last axis of a block, which contains its cases, as arithmetic. */
export function lastRow(block: Block): string {
  const last = block.axes.length - 1;
  if (blockDiagram(block) !== null) return `rows[${last}]`;
  return rowExpression({ stride: 1, size: block.axes[last]?.size ?? 1, axis: last });
}

/** A derived table as a list of values, from which the rows of its axes select one. */
function tableParameter(block: Block, table: DerivedTable, axes: readonly string[]): IndexedParameter {
  const { name, origin, values } = table;
  let index = '';
  for (const axis of table.axes) {
    const row = axes[axis] ?? '';
    index = index === '' ? row : `(${index}) * ${block.axes[axis]?.size ?? 0} + ${row}`;
  }
  const parameter = { name, origin, values, origins: values.map(() => null) };
  return { name, index: index === '' ? '0' : index, parameter };
}

/** The row of an axis as arithmetic on `cell`. */
function rowExpression({ stride, size, axis }: Pick<BlockParameter, 'stride' | 'size' | 'axis'>): string {
  const quotient = stride === 1 ? 'cell' : `cell / ${stride}`;
  return axis === 0 ? quotient : `${quotient} % ${size}`;
}
