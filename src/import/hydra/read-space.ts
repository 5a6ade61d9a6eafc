import type { Value } from '../../plan/plan.ts';
import { list, map, number, text } from '../imported.ts';
import { asFloat, halfOpenRange, isNumber, isWhole } from '../numbers.ts';
import { matchingNames } from './match-names.ts';
import type { Element, HydraCall } from './parse-override.ts';

/** The values of a parameter in an override. */
export type HydraSpace =
  | { readonly kind: 'constant'; readonly value: Value }
  | { readonly kind: 'choice'; readonly values: readonly Value[] }
  | { readonly kind: 'range'; readonly range: Value }
  /** Numbers between two ends, which can only be drawn. */
  | {
      readonly kind: 'interval';
      readonly from: string;
      readonly to: string;
      readonly isLog: boolean;
      readonly isWhole: boolean;
    };

/** What the reader needs in addition to the text. */
export interface SpaceContext {
  /** The names of the options of a config group; null if its directory is not found. */
  readonly optionsOf: (group: string) => readonly string[] | null;
  readonly name: string;
  readonly fail: (problem: string, start: number, end: number, help?: string) => null;
  /** A note about an order that is not kept. */
  readonly unordered: (start: number, end: number) => void;
}

/** The space of the elements of an override; null after reporting a problem. */
export function readSpace(elements: readonly Element[], context: SpaceContext): HydraSpace | null {
  const [first] = elements;
  if (first === undefined) return null;
  if (elements.length === 1) {
    return first.kind === 'value' ? { kind: 'constant', value: first.value } : readCall(first, context);
  }
  return choiceOf(elements, context);
}

function choiceOf(elements: readonly Element[], { fail }: SpaceContext): HydraSpace | null {
  const values: Value[] = [];
  for (const element of elements) {
    if (element.kind === 'call') {
      return fail(`\`${element.name}(…)\` among values`, element.start, element.end, 'list its values');
    }
    values.push(element.value);
  }
  return { kind: 'choice', values };
}

function readCall(call: HydraCall, context: SpaceContext): HydraSpace | null {
  const { name, positional, named, start, end } = call;
  switch (name) {
    case 'choice':
      return choiceOf(positional, context);
    case 'range':
      return rangeOf(call, context);
    case 'interval': {
      const [from, to] = [
        numberOf(named.get('start') ?? positional[0]),
        numberOf(named.get('end') ?? positional[1]),
      ];
      if (from === null || to === null) return context.fail('`interval` needs two numbers', start, end);
      return { kind: 'interval', from, to, isLog: false, isWhole: false };
    }
    case 'glob':
      return globOf(call, context);
    case 'shuffle':
    case 'sort': {
      const inner = innerOf(call, context);
      if (inner === null || inner.kind === 'interval') return inner;
      if (name === 'sort' && inner.kind === 'choice')
        return { kind: 'choice', values: sorted(inner.values, call) };
      context.unordered(start, end);
      return inner;
    }
    case 'tag': {
      const [last] = positional.slice(-1);
      const inner = last === undefined ? null : readSpace([last], context);
      const isLog = positional.slice(0, -1).some((tag) => tag.kind === 'value' && textOf(tag) === 'log');
      return inner?.kind === 'interval' ? { ...inner, isLog } : inner;
    }
    case 'int':
    case 'float':
    case 'str':
    case 'bool': {
      const inner = innerOf(call, context);
      return inner === null ? null : cast(inner, name);
    }
    default:
      return context.fail(`unknown function \`${name}\``, start, end, 'list the values');
  }
}

/** The argument of a function: one sweep or value, or several values. */
function innerOf(
  { positional, named, name, start, end }: HydraCall,
  context: SpaceContext,
): HydraSpace | null {
  const elements = named.has('list') ? [named.get('list') as Element] : positional;
  if (elements.length === 0) return context.fail(`\`${name}()\` is empty`, start, end);
  const space = readSpace(elements, context);
  // A list in `shuffle` or `sort` is swept.
  if (space?.kind === 'constant' && space.value.type === 'list' && (name === 'shuffle' || name === 'sort')) {
    return { kind: 'choice', values: space.value.items };
  }
  return space;
}

function rangeOf({ positional, named, start, end }: HydraCall, { fail }: SpaceContext): HydraSpace | null {
  const one = positional.length === 1 && !named.has('stop');
  const first = numberOf(named.get('start') ?? (one ? undefined : positional[0])) ?? '0';
  const stop = numberOf(named.get('stop') ?? positional[one ? 0 : 1]);
  const step = numberOf(named.get('step') ?? positional[2]) ?? '1';
  if (stop === null) return fail('`range` needs numbers', start, end);
  const range = halfOpenRange(first, stop, step);
  return range === null ? fail('`range` yields no values', start, end) : { kind: 'range', range };
}

function globOf({ positional, named, start, end }: HydraCall, context: SpaceContext): HydraSpace | null {
  const patterns = textsOf(named.get('include') ?? positional[0]);
  const names = context.optionsOf(context.name.replace(/^\+/, ''));
  const help = `list the options of \`${context.name}\``;
  if (names === null) return context.fail('the config group for `glob` was not found', start, end, help);
  const values = matchingNames(names, patterns, textsOf(named.get('exclude')));
  return values.length === 0
    ? context.fail('`glob` matches no option of the config group', start, end, help)
    : { kind: 'choice', values: values.map(text) };
}

function cast(space: HydraSpace, to: string): HydraSpace {
  if (space.kind === 'interval') return to === 'int' ? { ...space, isWhole: true } : space;
  if (space.kind === 'range') return space;
  if (space.kind === 'constant') return { kind: 'constant', value: castValue(space.value, to) };
  return { kind: 'choice', values: space.values.map((value) => castValue(value, to)) };
}

function castValue(value: Value, to: string): Value {
  if (value.type === 'list' || value.type === 'map') return value;
  if (to === 'str') return text(value.text);
  if (to === 'float' && isNumber(value.text)) return asFloat(value.text);
  if (to === 'int' && isNumber(value.text)) return number(String(Math.trunc(Number(value.text))));
  return value;
}

function sorted(values: readonly Value[], { named }: HydraCall): readonly Value[] {
  const keyOf = (value: Value): string => ('text' in value ? value.text : JSON.stringify(value));
  const ascending = [...values].sort((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    if (isNumber(x) && isNumber(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  });
  const reverse = named.get('reverse');
  return reverse?.kind === 'value' && textOf(reverse) === 'true' ? ascending.reverse() : ascending;
}

function textsOf(element: Element | undefined): readonly string[] {
  if (element?.kind !== 'value') return [];
  const { value } = element;
  const values = value.type === 'list' ? value.items : [value];
  return values.flatMap((each) => ('text' in each ? [each.text] : []));
}

function textOf(element: Element & { readonly kind: 'value' }): string {
  return 'text' in element.value ? element.value.text : '';
}

function numberOf(element: Element | undefined): string | null {
  if (element?.kind !== 'value') return null;
  const found = textOf(element);
  return isNumber(found) ? found : null;
}

/** A space as a parameter of a grid; null if it can only be drawn. */
export function gridValue(space: Exclude<HydraSpace, { kind: 'constant' }>): Value | null {
  if (space.kind === 'choice') return list(space.values);
  return space.kind === 'range' ? space.range : null;
}

/** A space as a parameter of a sample. */
export function sampledValue(space: Exclude<HydraSpace, { kind: 'constant' }>): Value {
  if (space.kind === 'choice') return list(space.values);
  if (space.kind === 'range') return space.range;
  const { from, to, isLog } = space;
  const end = (value: string): Value => (space.isWhole && isWhole(value) ? number(value) : asFloat(value));
  return map({ from: end(from), to: end(to), ...(isLog ? { scale: text('log') } : {}) });
}
