import fc from 'fast-check';
import type { Value } from '../src/plan/plan.ts';

/** Texts that have caused errors: row 1 of the torture table, and Hydra's and OmegaConf's own syntax. */
export const hardTexts: readonly string[] = [
  '',
  ' ',
  '  two  spaces ',
  "it's",
  '"',
  '""',
  '\'"\'"',
  '\\',
  '\\\\',
  'trailing\\',
  'trailing\\\\\\',
  '\\"',
  '\\\\"',
  "\\'",
  'a\nb',
  '\n',
  'ends in newline\n',
  '\t',
  'a\tb',
  '\r',
  'a\r\nb',
  '\u0001\u001b[31m\u007f',
  '$(id)',
  '`id`',
  ';',
  'a;b && c | d > e < f',
  '*',
  '?',
  '[a-z]',
  '{a,b}',
  '-x',
  '--',
  '-n',
  '~',
  '~root',
  '!',
  '!!',
  'a!b',
  '#',
  '# no comment',
  '%',
  '%s%n',
  '😀',
  'é\u0301',
  '\u0085\u2028',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is the case
  '${x}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is the case
  '\\${x}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is the case
  '\\\\${x}"\\',
  '$${x}${',
  '$x',
  '$',
  "$'a'",
  '=',
  'a=b',
  '&',
  'a,b',
  'glob(*)',
  '1_000',
  'inf',
  'null',
  'true',
  '10',
  'hello $(touch INJECTED) \'x\' "y" \\',
];

const SYNTAX = [
  '\\',
  '"',
  "'",
  '$',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ',',
  ':',
  '=',
  ' ',
  '\t',
  '\n',
  '!',
  '`',
  'a',
];

/** Any text that an argument can contain: random, made of syntax, or one known to be difficult. */
export const anyText: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...SYNTAX), maxLength: 10 }),
    fc.constantFrom(...hardTexts),
  )
  .filter((text) => !text.includes('\0'));

const number: fc.Arbitrary<Value> = fc.oneof(
  fc.bigInt().map((integer) => ({ type: 'integer' as const, text: `${integer}` })),
  fc
    .constantFrom('0', '-0', '+5', '010', '-007', '0x1F', '0o17', '9007199254740993')
    .map((text) => ({ type: 'integer' as const, text })),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((double) => ({
    type: 'float' as const,
    text: Number.isInteger(double) ? double.toExponential() : `${double}`,
  })),
  fc
    .constantFrom('1e-4', '1.0', '0.10', '.5', '-.5', '1.', '+1.E5', '00.5', '.inf', '-.inf', '+.INF', '.NaN')
    .map((text) => ({ type: 'float' as const, text })),
);

const word: fc.Arbitrary<Value> = fc.oneof(
  fc
    .constantFrom('true', 'True', 'TRUE', 'false', 'False', 'FALSE')
    .map((text) => ({ type: 'boolean' as const, text })),
  fc.constantFrom('null', 'Null', '~', '').map((text) => ({ type: 'null' as const, text })),
);

/** Any value, nested to a small depth, whose maps have keys from `key`. */
export function anyValue(key: fc.Arbitrary<string>): fc.Arbitrary<Value> {
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      { weight: 3, arbitrary: anyText.map((text) => ({ type: 'string' as const, text })) },
      { weight: 2, arbitrary: number },
      { weight: 1, arbitrary: word },
      {
        weight: 1,
        arbitrary: fc
          .array(tie('value'), { maxLength: 4 })
          .map((items) => ({ type: 'list' as const, items })),
      },
      {
        weight: 1,
        arbitrary: fc
          .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 4, selector: ([name]) => name })
          .map((pairs) => ({
            type: 'map' as const,
            entries: pairs.map(([name, item]) => ({ key: name, value: item })),
          })),
      },
    ),
  }));
  return value;
}

/** A value as plain data, with numbers by their meaning, for comparison with a parser's result. */
export type Meaning =
  | null
  | boolean
  | bigint
  | number
  | string
  | readonly Meaning[]
  | ReadonlyMap<string, Meaning>;

/** The meaning of a value in YAML 1.2's core schema. */
export function meaningOf(value: Value): Meaning {
  switch (value.type) {
    case 'string':
      return value.text;
    case 'integer':
      return integerOf(value.text);
    case 'float':
      return floatOf(value.text.toLowerCase());
    case 'boolean':
      return value.text.toLowerCase() === 'true';
    case 'null':
      return null;
    case 'list':
      return value.items.map(meaningOf);
    case 'map':
      return new Map(value.entries.map((entry) => [entry.key, meaningOf(entry.value)]));
  }
}

function integerOf(text: string): bigint {
  const size = BigInt(text.replace(/^[+-]/, '').replace(/^0+(?=\d)/, ''));
  return text.startsWith('-') ? -size : size;
}

function floatOf(text: string): number {
  if (text.endsWith('.nan')) return Number.NaN;
  if (text.endsWith('.inf'))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}

/** The meaning of a value for a JSON reader, to be compared with `readJson`: maps as lists of pairs. */
export function jsonMeaningOf(value: Value): unknown {
  return pairsOf(meaningOf(value));
}

/** Reads a JSON text in the form of `jsonMeaningOf`. */
export function readJson(text: string): unknown {
  return pairsOf(JSON.parse(text));
}

function pairsOf(data: unknown): unknown {
  if (typeof data === 'bigint') return Number(data);
  // JSON.parse also distinguishes -0 from 0 for integers; YAML's integer -0 is 0.
  if (data === 0) return 0;
  if (Array.isArray(data)) return data.map(pairsOf);
  if (data instanceof Map) return [...data].map(([key, item]) => [key, pairsOf(item)]);
  if (typeof data !== 'object' || data === null) return data;
  return Object.entries(data).map(([key, item]) => [key, pairsOf(item)]);
}
