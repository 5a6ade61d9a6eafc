import { encodeDefault, encodeValue, environmentName } from '../argv/encode.ts';
import { hasOwnWords, parameterWords, wordsWith } from '../argv/parameter-words.ts';
import { fillParameters, placedParameters } from '../argv/placed.ts';
import { isRunDirectory } from '../argv/words.ts';
import type { Assignment, Plan, Value, WordTemplate } from '../plan/plan.ts';
import { arrayElement } from '../shell/array-element.ts';
import { emitWord } from './word.ts';

/** A parameter of a block, as the command has it. */
export type SweptParameter = { readonly name: string } & (
  | { readonly expansion: string }
  /** Its words depend on the row. */
  | { readonly rows: RowWords }
);

/** Values of which each has words of its own, and which of them a task has. */
export interface RowWords {
  readonly values: readonly Value[];
  /** The row, as arithmetic. */
  readonly index: string;
  /** For a comment. */
  readonly comment: string;
}

/** What `task/block-command` shows: `words` is built up step by step. */
export interface CommandView {
  readonly steps: readonly StepView[];
  readonly variables: readonly string[];
  /** Whether Hydra is given the task's directory: not where the sweep sets `hydra.run.dir` itself. */
  readonly addsRunDirectory: boolean;
}

/** Words that every task has, or a choice by the row of an axis. */
interface StepView {
  readonly first: boolean;
  readonly words: readonly string[];
  readonly index: string;
  readonly comment: string;
  readonly arms: readonly { readonly rows: string; readonly words: string }[];
}

/**
 * The words and exported variables of a task: the command, the defaults, the swept parameters, Hydra's directory. `textOf` is a
 * swept parameter's text as an expansion, null for one that the block does not sweep.
 */
export function commandView(
  plan: Plan,
  swept: readonly SweptParameter[],
  textOf: (name: string) => string | null,
): CommandView {
  const placed = placedParameters(plan.command);
  const unplaced = plan.defaults.filter(({ name }) => !placed.has(name));
  const names = new Set(unplaced.map(({ name }) => name));
  const byName = new Map(swept.map((parameter) => [parameter.name, parameter]));
  const defaults = unplaced.map((assignment) => byName.get(assignment.name) ?? assignment);
  const all = [...defaults, ...swept.filter(({ name }) => !names.has(name))];
  const steps = new Steps();
  steps.addWords(plan.command.words.map((word) => emitWord(withDefaults(plan, word, textOf), { textOf })));
  for (const parameter of all) {
    if ('rows' in parameter) steps.addChoice(parameter.rows, armsOf(plan, parameter.name, parameter.rows));
    else steps.addWords(wordsOf(plan, parameter));
  }
  const addsRunDirectory =
    plan.convention.kind === 'hydra' && !all.some((parameter) => isRunDirectory(parameter.name));
  if (addsRunDirectory) steps.addWords(['"hydra.run.dir=\\"$' + '{task_dir}\\""']);
  const variables =
    plan.convention.kind === 'env' ? all.flatMap((parameter) => variableOf(plan, parameter)) : [];
  return { steps: steps.views(), variables: variables.map(arrayElement), addsRunDirectory };
}

/** A word of the command with the text of each default that is not swept in its place. */
function withDefaults(plan: Plan, word: WordTemplate, textOf: (name: string) => string | null): WordTemplate {
  return fillParameters(word, (name) => {
    const known = textOf(name) === null ? plan.defaults.find((each) => each.name === name) : undefined;
    return known === undefined ? null : encodeDefault({ kind: 'argparse' }, known.value);
  });
}

/** Whether the words of a parameter depend on which of its values a task has. */
export function choosesWords(plan: Plan, values: readonly Value[]): boolean {
  return values.some((value) => hasOwnWords(plan.convention, value));
}

class Steps {
  readonly #steps: StepView[] = [];
  #words: string[] = [];

  addWords(words: readonly string[]): void {
    for (const word of words) this.#words.push(arrayElement(word));
  }

  addChoice({ index, comment }: RowWords, arms: StepView['arms']): void {
    if (arms.length === 0) return;
    this.#end();
    this.#steps.push({ first: false, words: [], index, comment, arms });
  }

  views(): readonly StepView[] {
    this.#end();
    return this.#steps;
  }

  #end(): void {
    if (this.#words.length === 0) return;
    this.#steps.push({
      first: this.#steps.length === 0,
      words: this.#words,
      index: '',
      comment: '',
      arms: [],
    });
    this.#words = [];
  }
}

/** The words of each row, rows that have the same ones together; rows without words have no arm. */
function armsOf(plan: Plan, name: string, { values }: RowWords): StepView['arms'] {
  const rows = new Map<string, number[]>();
  for (const [row, value] of values.entries()) {
    const templates = wordsWith(
      plan.convention,
      name,
      value,
      (part): WordTemplate => [{ kind: 'text', text: encodeValue(plan.convention, part) }],
    );
    const words = templates.map((word) => arrayElement(emitWord(word))).join(' ');
    if (words !== '') rows.set(words, [...(rows.get(words) ?? []), row]);
  }
  return [...rows].map(([words, numbers]) => ({ rows: numbers.join(' | '), words }));
}

function wordsOf(
  plan: Plan,
  parameter: Assignment | { readonly name: string; readonly expansion: string },
): readonly string[] {
  const { convention } = plan;
  if ('expansion' in parameter) {
    return parameterWords(convention, parameter.name).map((word) =>
      emitWord(word, { value: parameter.expansion }),
    );
  }
  return wordsWith(convention, parameter.name, parameter.value, (value) =>
    encodeDefault(convention, value),
  ).map((word) => emitWord(word));
}

function variableOf(plan: Plan, parameter: Assignment | SweptParameter): readonly string[] {
  const name = environmentName(parameter.name);
  if ('rows' in parameter) return [];
  if ('expansion' in parameter) return [`"${name}=${parameter.expansion}"`];
  return [emitWord([{ kind: 'text', text: `${name}=` }, ...encodeDefault(plan.convention, parameter.value)])];
}
