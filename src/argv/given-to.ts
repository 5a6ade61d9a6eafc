import type { WordTemplate } from '../plan/command.ts';
import { derivedValue } from '../plan/derived.ts';
import type { Assignment, Plan } from '../plan/plan.ts';
import { assignmentsAt, cellAt } from '../plan/space.ts';
import { encoderOf } from './encode.ts';
import { fillParameters } from './placed.ts';

/** A parameter of a task; for derived text also its template, with the placeholders that only the running task can replace. */
export interface Given extends Assignment {
  readonly template?: WordTemplate;
}

/** Everything that a task, from 1, gets: the defaults, its cell's parameters, and derived parameters. */
export function givenTo(plan: Plan, index: number): readonly Given[] {
  const given = assignmentsAt(plan, index);
  const { block, rows } = cellAt(plan.space, index);
  const own = plan.space.blocks[block];
  if (own?.derived === undefined) return given;
  const tables = own.derived.flatMap((derived) => {
    const value = 'values' in derived ? derivedValue(own, derived, rows) : null;
    return value === null ? [] : [{ name: derived.name, origin: derived.origin, value }];
  });
  const named = [...given, ...tables];
  const derived = own.derived.flatMap((each): readonly Given[] => {
    if (!('template' in each)) return tables.filter(({ name }) => name === each.name);
    const template = fillParameters(each.template, (other) => textIn(plan, named, other));
    const value = { type: 'string', text: shownText(template) } as const;
    return [{ name: each.name, origin: each.origin, value, template }];
  });
  return [...given, ...derived];
}

/** The text of a parameter as it was written, whatever the convention; null if the task does not have it. */
export function textIn(
  { defaults }: Pick<Plan, 'defaults'>,
  given: readonly Given[],
  name: string,
): WordTemplate {
  const found = given.find((each) => each.name === name);
  if (found === undefined) return [];
  return encoderOf({ convention: { kind: 'argparse' }, defaults }, found)(found.value);
}

/** A template as it is written. */
function shownText(template: WordTemplate): string {
  return template
    .map((part) => {
      if (part.kind === 'text') return part.text;
      return part.hole.kind === 'env' ? `{env:${part.hole.name}}` : `{${part.hole.kind}}`;
    })
    .join('');
}
