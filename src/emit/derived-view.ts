import { encodeDefault } from '../argv/encode.ts';
import { fillParameters } from '../argv/placed.ts';
import type { WordPart } from '../plan/command.ts';
import { parametersOf } from '../plan/parameters.ts';
import type { Block, Derived, Plan } from '../plan/plan.ts';
import { commentText, quote } from '../shell/shell-word.ts';
import { fieldText } from './field-text.ts';
import { placeOf } from './place-of.ts';
import { listView } from './values-view.ts';
import type { VariableNames } from './variable-names.ts';

/** The view of a derived parameter for `collect/data` and `collect/describe`. */
export interface DerivedView {
  readonly name: string;
  readonly comment: string;
  readonly place: string;
  readonly isTable: boolean;
  /** For a table: `table`, or `text_table` if a text among the values would look like a number. */
  readonly kind: string;
  /** For a table: the axes of its block, from 1, as words. */
  readonly axes: string;
  readonly variable: string;
  readonly values: string;
  /** For a text: the fields of a line for each part. */
  readonly parts: readonly string[];
}

export function derivedView(plan: Plan, derived: Derived, names: VariableNames): DerivedView {
  const { name, origin } = derived;
  const told = { name: quote(fieldText(name)), comment: commentText(name), place: placeOf(plan, origin) };
  if ('template' in derived) {
    const parts = derived.template.map((part) => partFields(plan, part));
    return { ...told, isTable: false, kind: 'pasted', axes: '', variable: '', values: '', parts };
  }
  const { kind, variable, values } = listView(
    { name, origin, values: derived.values, origins: [] },
    names.take(name),
  );
  const axes = derived.axes.map((axis) => axis + 1).join(' ');
  return {
    ...told,
    isTable: true,
    kind: kind === 'text' ? 'text_table' : 'table',
    axes,
    variable,
    values,
    parts: [],
  };
}

/** The parts of the name of a block's tasks, with derived texts and defaults inserted. */
export function nameParts(plan: Plan, block: Block): readonly string[] {
  if (plan.name === undefined) return [];
  const derived = fillParameters(plan.name.template, (name) => {
    const found = block.derived?.find((each) => each.name === name);
    return found !== undefined && 'template' in found ? found.template : null;
  });
  const swept = new Set([
    ...parametersOf(block).map(({ parameter }) => parameter.name),
    ...(block.derived ?? []).map(({ name }) => name),
  ]);
  const template = fillParameters(derived, (name) => {
    const given = swept.has(name) ? undefined : plan.defaults.find((each) => each.name === name);
    return given === undefined ? null : encodeDefault({ kind: 'argparse' }, given.value);
  });
  return template.map((part) => partFields(plan, part));
}

/** A parameter comes with its default, for rows that do not set it. */
function partFields(plan: Plan, part: WordPart): string {
  const field = (text: string): string => (text === '' ? "''" : quote(fieldText(text)));
  if (part.kind === 'text') return `text ${field(part.text)}`;
  const { hole: placeholder } = part;
  if (placeholder.kind !== 'parameter')
    return placeholder.kind === 'env' ? `text ${field(`{env:${placeholder.name}}`)}` : placeholder.kind;
  const given = plan.defaults.find(({ name }) => name === placeholder.name);
  const otherwise =
    given === undefined
      ? ''
      : encodeDefault({ kind: 'argparse' }, given.value)
          .map((each) => (each.kind === 'text' ? each.text : `{${each.hole.kind}}`))
          .join('');
  return `parameter ${field(placeholder.name)} ${field(otherwise)}`;
}
