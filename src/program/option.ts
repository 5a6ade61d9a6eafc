import type { Value } from '../plan/plan.ts';
import type { ProgramParameter } from './parameter.ts';
import type { Token } from './tokens.ts';

type ParameterType = ProgramParameter['type'];

const TYPES: Readonly<Record<string, ParameterType>> = {
  int: 'integer',
  integer: 'integer',
  INT: 'integer',
  IntRange: 'integer',
  float: 'float',
  FLOAT: 'float',
  FloatRange: 'float',
  double: 'float',
  numeric: 'float',
  str: 'string',
  STRING: 'string',
  character: 'string',
  Path: 'string',
  bool: 'boolean',
  BOOL: 'boolean',
  logical: 'boolean',
};

/** The type named by a word of Python or R, as in `type=float` or `type="double"`; `unknown` for any other word. */
export function typeNamed(tokens: readonly Token[] | undefined): ParameterType {
  // `click.INT`, `click.IntRange(1, 5)`, `float`.
  const open = tokens?.findIndex(({ text }) => text === '(') ?? -1;
  const word = (open === -1 ? tokens?.at(-1) : tokens?.[open - 1])?.text ?? '';
  return Object.hasOwn(TYPES, word) ? (TYPES[word] ?? 'unknown') : 'unknown';
}

/** The type of a value; `unknown` for null, lists and mappings. */
export function typeOf(value: Value | null | undefined): ParameterType {
  return value == null || value.type === 'null' || value.type === 'list' || value.type === 'map'
    ? 'unknown'
    : value.type;
}

/** The effective default: null means none. */
export function defaultOf(value: Value | null): Value | null {
  return value?.type === 'null' ? null : value;
}

/** The first long name of an option, without dashes; null if it has none, or if the name is not a literal. */
export function longName(words: readonly (readonly Token[])[]): string | null {
  for (const [first, ...more] of words) {
    const [, name] = /^--([A-Za-z0-9][\w.-]*)$/.exec(first?.kind === 'string' ? first.text : '') ?? [];
    if (name !== undefined && more.length === 0) return name;
  }
  return null;
}

/** A parameter with the most common properties. */
export function parameter(
  name: string,
  known: Partial<ProgramParameter> & Pick<ProgramParameter, 'type'>,
): ProgramParameter {
  return { name, default: null, choices: [], isRequired: false, form: 'value', ...known };
}
