import { arrayElement } from '../shell/array-element.ts';

/** A step in which an array of a task is built up: elements that every task has, or a choice. */
export interface StepView {
  readonly first: boolean;
  /** What every task has; none of it where there is a choice. */
  readonly elements: readonly string[];
  /** What is empty where a row does not set a parameter: else `set` is added, and `otherwise` where it is. */
  readonly isSet: string;
  readonly set: string;
  readonly otherwise: string;
  /** The row, as arithmetic, of which the arms say what is added in it. */
  readonly index: string;
  readonly arms: readonly Arm[];
  /** Of the arms. */
  readonly comment: string;
}

/** What is added in some rows, which are joined as `case` has them. */
export interface Arm {
  readonly rows: string;
  readonly elements: string;
}

const NOTHING: StepView = {
  first: false,
  elements: [],
  isSet: '',
  set: '',
  otherwise: '',
  index: '',
  arms: [],
  comment: '',
};

/** Collects the steps of one array, neighbouring elements that all tasks have in one step. */
export class Steps {
  readonly #steps: StepView[] = [];
  #elements: string[] = [];

  add(elements: readonly string[]): void {
    for (const element of elements) this.#elements.push(arrayElement(element));
  }

  /** The first elements where `isSet` is not empty, else the second. */
  addEither(isSet: string, set: readonly string[], otherwise: readonly string[]): void {
    if (set.length + otherwise.length === 0) return;
    this.#push({ ...NOTHING, isSet, set: joinElements(set), otherwise: joinElements(otherwise) });
  }

  addChoice(index: string, arms: readonly Arm[], comment: string): void {
    if (arms.length > 0) this.#push({ ...NOTHING, index, arms, comment });
  }

  views(): readonly StepView[] {
    if (this.#elements.length > 0) this.#end();
    return this.#steps;
  }

  #push(step: StepView): void {
    // What is added to must have been made.
    if (this.#elements.length > 0 || this.#steps.length === 0) this.#end();
    this.#steps.push(step);
  }

  #end(): void {
    this.#steps.push({ ...NOTHING, first: this.#steps.length === 0, elements: this.#elements });
    this.#elements = [];
  }
}

export function joinElements(elements: readonly string[]): string {
  return elements.map(arrayElement).join(' ');
}
