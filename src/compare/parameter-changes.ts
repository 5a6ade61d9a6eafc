import { encodeValue } from '../argv/encode.ts';
import { parametersOf } from '../plan/parameters.ts';
import type { Parameter, Plan } from '../plan/plan.ts';
import { rangeValue } from '../plan/range.ts';

/** The values of a parameter in two plans. Values are as written, in order; a long range is one text, `1..1000000`. */
export interface ParameterChange {
  readonly name: string;
  /** Whether it is in only one of the plans. */
  readonly kind: 'added' | 'removed' | 'changed';
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The parameters whose values differ between two plans, whichever block sets them; defaults included. */
export function parameterChanges(before: Plan, after: Plan): readonly ParameterChange[] {
  const [old, fresh] = [valuesOf(before), valuesOf(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((name) => {
    const [own, other] = [old.get(name), fresh.get(name)];
    const added = [...(other ?? [])].filter((value) => !own?.has(value));
    const removed = [...(own ?? [])].filter((value) => !other?.has(value));
    if (added.length + removed.length === 0) return [];
    const kind = own === undefined ? 'added' : other === undefined ? 'removed' : 'changed';
    return [{ name, kind, added, removed }];
  });
}

function valuesOf(plan: Plan): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  const add = (name: string, value: string): void => {
    const own = values.get(name) ?? new Set();
    values.set(name, own.add(value));
  };
  for (const { name, value } of plan.defaults) add(name, encodeValue({ kind: 'argparse' }, value));
  for (const block of plan.space.blocks) {
    for (const { parameter, size } of parametersOf(block)) {
      for (const text of textsOf(parameter, size)) add(parameter.name, text);
    }
  }
  return values;
}

function textsOf(parameter: Parameter, size: number): readonly string[] {
  if ('values' in parameter) {
    return parameter.values.flatMap((value) =>
      value === null ? [] : [encodeValue({ kind: 'argparse' }, value)],
    );
  }
  const { range } = parameter;
  const [first, second, last] = [0, 1, size - 1].map((row) => rangeValue(range, row).text);
  return [`${first}, ${second}, … ${last}`];
}
