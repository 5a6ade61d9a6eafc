import { encodeDefault, encodeTemplate, encodeValue, environmentName } from '../argv/encode.ts';
import { fillValue, hasOwnWords, parameterWords, wordsWith } from '../argv/parameter-words.ts';
import { fillParameters, placedParameters } from '../argv/placed.ts';
import { isRunDirectory } from '../argv/words.ts';
import type { WordTemplate } from '../plan/command.ts';
import type { Assignment, Plan, Value } from '../plan/plan.ts';
import { type Arm, joinElements, Steps, type StepView } from './steps.ts';
import { emitWord } from './word.ts';

/** A parameter of a block, as used in the command. */
export type SweptParameter = { readonly name: string } & (
  | Expanded
  | { readonly rows: RowWords }
  /** A text assembled from others. */
  | { readonly template: WordTemplate }
);

/** The names that the words of a block may use. */
export interface Texts {
  /** A swept parameter's text as an expansion; null for one that the block does not sweep. */
  text(name: string): string | null;
  /** The template of a derived text; null for anything else. */
  template(name: string): WordTemplate | null;
}

interface Expanded {
  readonly expansion: string;
  /** A variable that is empty if the row does not set the parameter; null if every row does. */
  readonly isSet: string | null;
}

/** Values that have words of their own, and the position of a task's value. */
export interface RowWords {
  /** One per row; null if it does not set the parameter. */
  readonly values: readonly (Value | null)[];
  /** The row, as arithmetic. */
  readonly index: string;
  /** For a comment. */
  readonly comment: string;
}

/** The view of `task/block-command`: `words` and, with `env`, `variables`, built step by step. */
export interface CommandView {
  readonly words: readonly StepView[];
  readonly variables: readonly StepView[];
  /** The name of a task as a word, before it is made safe; empty if the sweep sets no names. */
  readonly taskName: string;
  /** Whether Hydra gets the task's directory: not if the sweep always sets `hydra.run.dir` itself. */
  readonly addsRunDirectory: boolean;
}

/**
 * The words and exported variables of a task: the command, the defaults, the swept parameters, the derived ones, and Hydra's directory.
 */
export function commandView(plan: Plan, swept: readonly SweptParameter[], texts: Texts): CommandView {
  const textOf = (name: string): string | null => texts.text(name);
  const placed = placedParameters(plan.command);
  const unplaced = plan.defaults.filter(({ name }) => !placed.has(name));
  const defaults = new Map(unplaced.map((assignment) => [assignment.name, assignment]));
  const byName = new Map(swept.map((parameter) => [parameter.name, parameter]));
  const all = [
    ...unplaced.map((assignment) => byName.get(assignment.name) ?? assignment),
    ...swept.filter(({ name }) => !defaults.has(name)),
  ];
  const [words, variables] = [new Steps(), new Steps()];
  words.add(plan.command.words.map((word) => emitWord(withTemplates(plan, word, texts), { textOf })));
  for (const parameter of all) {
    const instead = defaults.get(parameter.name);
    const otherwise = instead === undefined ? [] : wordsOf(plan, instead, textOf);
    if ('rows' in parameter) {
      const { index, comment } = parameter.rows;
      words.addChoice(index, armsOf(plan, parameter.name, parameter.rows, otherwise), comment);
    } else addFilled(words, parameter, wordsOf(plan, parameter, textOf), otherwise);
    if (plan.convention.kind !== 'env' || 'rows' in parameter) continue;
    const absent = instead === undefined ? [] : [variableOf(plan, instead, textOf)];
    addFilled(variables, parameter, [variableOf(plan, parameter, textOf)], absent);
  }
  return {
    addsRunDirectory: addRunDirectory(plan, all, words),
    words: words.views(),
    variables: variables.views(),
    taskName:
      plan.name === undefined ? '' : emitWord(withTemplates(plan, plan.name.template, texts), { textOf }),
  };
}

/** A word of the command with derived texts, and the texts of defaults that are not swept, inserted. */
function withTemplates(plan: Plan, word: WordTemplate, texts: Texts): WordTemplate {
  return fillParameters(word, (name) => {
    const derived = texts.template(name);
    if (derived !== null) return derived;
    const known = texts.text(name) === null ? plan.defaults.find((each) => each.name === name) : undefined;
    return known === undefined ? null : encodeDefault({ kind: 'argparse' }, known.value);
  });
}

/** Whether the words of a parameter depend on the task's value. */
export function choosesWords(plan: Plan, values: readonly (Value | null)[]): boolean {
  return values.some((value) => value !== null && hasOwnWords(plan.convention, value));
}

type Filled = Exclude<Assignment | SweptParameter, { readonly rows: RowWords }>;
type TextOf = Texts['text'];

/** The words of a parameter; if its row does not set it, those of its default. */
function addFilled(
  steps: Steps,
  parameter: Filled,
  set: readonly string[],
  otherwise: readonly string[],
): void {
  if ('isSet' in parameter && parameter.isSet !== null) steps.addEither(parameter.isSet, set, otherwise);
  else steps.add(set);
}

/** With Hydra, unless the sweep itself sets the directory of a task's output. */
function addRunDirectory(plan: Plan, all: readonly (Assignment | SweptParameter)[], words: Steps): boolean {
  if (plan.convention.kind !== 'hydra') return false;
  const word = '"hydra.run.dir=\\"$' + '{task_dir}\\""';
  const own = all.find(({ name }) => isRunDirectory(name));
  if (own === undefined) {
    words.add([word]);
    return true;
  }
  const isDefault = plan.defaults.some(({ name }) => name === own.name);
  if (!('isSet' in own) || own.isSet === null || isDefault) return false;
  words.addEither(own.isSet, [], [word]);
  return true;
}

/**
 * The words of each row, with rows that share the same words together; rows without words have no branch. `otherwise` is for rows that
 * do not set the parameter.
 */
function armsOf(
  plan: Plan,
  name: string,
  { values }: RowWords,
  otherwise: readonly string[],
): readonly Arm[] {
  const rows = new Map<string, number[]>();
  for (const [row, value] of values.entries()) {
    const elements = joinElements(value === null ? otherwise : wordsOfValue(plan, name, value));
    if (elements !== '') rows.set(elements, [...(rows.get(elements) ?? []), row]);
  }
  return [...rows].map(([elements, numbers]) => ({ rows: numbers.join(' | '), elements }));
}

function wordsOfValue({ convention }: Plan, name: string, value: Value): readonly string[] {
  const encode = (part: Value): WordTemplate => [{ kind: 'text', text: encodeValue(convention, part) }];
  return wordsWith(convention, name, value, encode).map((word) => emitWord(word));
}

function wordsOf({ convention }: Plan, parameter: Filled, textOf: TextOf): readonly string[] {
  if ('template' in parameter) {
    const value = encodeTemplate(convention, parameter.template);
    return parameterWords(convention, parameter.name).map((word) =>
      emitWord(fillValue(word, value), { textOf }),
    );
  }
  if ('expansion' in parameter) {
    return parameterWords(convention, parameter.name).map((word) =>
      emitWord(word, { value: parameter.expansion }),
    );
  }
  return wordsWith(convention, parameter.name, parameter.value, (value) =>
    encodeDefault(convention, value),
  ).map((word) => emitWord(word));
}

function variableOf(plan: Plan, parameter: Filled, textOf: TextOf): string {
  const name = environmentName(parameter.name);
  if ('template' in parameter)
    return emitWord([{ kind: 'text', text: `${name}=` }, ...parameter.template], { textOf });
  if ('expansion' in parameter) return `"${name}=${parameter.expansion}"`;
  return emitWord([{ kind: 'text', text: `${name}=` }, ...encodeDefault(plan.convention, parameter.value)]);
}
