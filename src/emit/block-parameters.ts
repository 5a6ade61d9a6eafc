import { encodeValue } from '../argv/encode.ts';
import { type BlockParameter, parametersOf } from '../plan/parameters.ts';
import type { Block, Convention, ListedParameter, Plan, RangeParameter, Value } from '../plan/plan.ts';
import { blockDiagram } from '../plan/space.ts';
import { arrayElement } from '../shell/array-element.ts';
import { commentText, quote } from '../shell/shell-word.ts';
import { arrayLiteral } from './array-literal.ts';
import { choosesWords, type SweptParameter } from './command-view.ts';
import { placeOf } from './place-of.ts';
import type { VariableNames } from './variable-names.ts';

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
  /** How many digits of it are behind the decimal point. */
  readonly places: number;
}

type View = ParameterView | ComputedView;

/** Text as it is, whatever the convention. */
const PLAIN: Pick<Convention, 'kind'> = { kind: 'argparse' };

/**
 * The parameters of a block in bash: as the convention passes them, or as plain text. An array or a computed variable is there for
 * what was asked for, and once where both are the same text.
 */
export class BlockParameters {
  readonly #plan: Plan;
  readonly #names: VariableNames;
  readonly #swept: readonly { readonly name: string; readonly index: string; readonly of: BlockParameter }[];
  /** By the texts of the values, in the order in which parameters were asked for. */
  readonly #views = new Map<string, View>();

  constructor(plan: Plan, block: Block, names: VariableNames) {
    this.#plan = plan;
    this.#names = names;
    const hasRows = blockDiagram(block) !== null;
    this.#swept = parametersOf(block).map((of) => ({
      name: of.parameter.name,
      index: hasRows ? `rows[${of.axis}]` : rowExpression(of),
      of,
    }));
  }

  /** All that the convention passes, `placed` left out, in the order written. */
  passed(placed: ReadonlySet<string>): readonly SweptParameter[] {
    return this.#swept
      .filter(({ name }) => !placed.has(name))
      .map(({ name, index, of: { parameter } }) => {
        if (!('range' in parameter) && choosesWords(this.#plan, parameter.values)) {
          const comment = `${commentText(name)} (${placeOf(this.#plan, parameter.origin)})`;
          return { name, rows: { values: parameter.values, index, comment } };
        }
        return { name, expansion: this.#expansion(name, this.#plan.convention) };
      });
  }

  /** The text of a parameter as an expansion within double quotes; null for one that this block does not sweep. */
  text(name: string): string | null {
    return this.#swept.some((swept) => swept.name === name) ? this.#expansion(name, PLAIN) : null;
  }

  views(): { readonly parameters: readonly ParameterView[]; readonly computed: readonly ComputedView[] } {
    const order = new Map(this.#swept.map(({ name }, at) => [commentText(name), at]));
    const views = [...this.#views.values()].sort(
      (a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0),
    );
    return {
      parameters: views.filter((view) => 'values' in view),
      computed: views.filter((view) => 'number' in view),
    };
  }

  #expansion(name: string, convention: Pick<Convention, 'kind'>): string {
    const swept = this.#swept.find((each) => each.name === name);
    if (swept === undefined) throw new Error(`the block does not sweep ${name}`);
    const { index, of } = swept;
    if ('range' in of.parameter) {
      const view = this.#view(name, '', (variable) =>
        computedView(this.#plan, of.parameter as RangeParameter, variable.replace(/s$/, ''), index),
      );
      return `$\{${view.variable}}`;
    }
    const parameter = of.parameter;
    const texts = parameter.values.map((value: Value) => encodeValue(convention, value));
    const view = this.#view(name, JSON.stringify(texts), (variable) =>
      arrayView(this.#plan, parameter, texts, variable),
    );
    return `$\{${view.variable}[${index}]}`;
  }

  #view(name: string, texts: string, make: (variable: string) => View): View {
    const key = `${name}\0${texts}`;
    const view = this.#views.get(key) ?? make(this.#names.take(name));
    this.#views.set(key, view);
    return view;
  }
}

function arrayView(
  plan: Plan,
  parameter: ListedParameter,
  texts: readonly string[],
  variable: string,
): ParameterView {
  const words = texts.map((text) => arrayElement(quote(text)));
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
function rowExpression({ stride, size, axis }: BlockParameter): string {
  const quotient = stride === 1 ? 'cell' : `cell / ${stride}`;
  return axis === 0 ? quotient : `${quotient} % ${size}`;
}
