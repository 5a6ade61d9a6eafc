import { arrayElement } from '../shell/array-element.ts';

/** A step that extends an array of a task: elements that every task has, or a choice. */
export interface StepView {
  readonly first: boolean;
  /** Elements that every task has; empty if there is a choice. */
  readonly elements: readonly string[];
  /** A variable that is empty if a row does not set a parameter: `otherwise` is then added, else `set`. */
  readonly isSet: string;
  readonly set: string;
  readonly otherwise: string;
  /** The row, as arithmetic; the branches contain what is added in it. */
  readonly index: string;
  readonly arms: readonly Arm[];
  /** Of the branches. */
  readonly comment: string;
}

/** What is added in some rows, joined as in a `case` pattern. */
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

/** Collects the steps of one array; consecutive elements that all tasks have become one step. */
export class Steps {
  readonly #steps: StepView[] = [];
  #elements: string[] = [];

  add(elements: readonly string[]): void {
    for (const element of elements) this.#elements.push(arrayElement(element));
  }

  /** The first elements if `isSet` is not empty, else the second. */
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
    // The array must exist before something is added to it.
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
