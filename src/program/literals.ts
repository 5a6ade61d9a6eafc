import type { Value } from '../plan/plan.ts';
import { argumentsOf } from './calls.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Constants of a program, by name. */
export type Constants = ReadonlyMap<string, Value>;

const WORDS: Readonly<Record<string, Value>> = {
  True: { type: 'boolean', text: 'true' },
  TRUE: { type: 'boolean', text: 'true' },
  False: { type: 'boolean', text: 'false' },
  FALSE: { type: 'boolean', text: 'false' },
  None: { type: 'null', text: 'null' },
  NULL: { type: 'null', text: 'null' },
};

/** The literal value in a Python or R text, or the value of a named constant; null if it is computed. */
export function literalOf(tokens: readonly Token[], constants: Constants = new Map()): Value | null {
  const [first, second] = tokens;
  if (first === undefined) return null;
  if (tokens.length === 1) {
    if (first.kind === 'string') return { type: 'string', text: first.text };
    if (first.kind === 'name') return wordValue(first.text) ?? constants.get(first.text) ?? null;
    return numberOf(first.text);
  }
  if (first.text === '-' && tokens.length === 2) return numberOf(`-${second?.text}`);
  const isVector = first.text === 'c' && second?.text === '(' && tokens.at(-1)?.text === ')';
  if (isVector) return listOf(argumentsOf(tokens, 2), constants);
  const isList = (first.text === '[' || first.text === '(') && first.kind === 'other';
  return isList && /^[\])]$/.test(tokens.at(-1)?.text ?? '')
    ? listOf(argumentsOf(tokens, 1), constants)
    : null;
}

/** Literal values that are assigned at the beginnings of lines: `NAME = 0.1` and `NAME <- 0.1`. */
export function constantsOf(text: string): Constants {
  const constants = new Map<string, Value>();
  for (const [, name = '', written = ''] of text.matchAll(
    /^([A-Za-z_]\w*)(?:[ \t]*:[^=\n]+)?[ \t]*(?:=(?!=)|<-)[ \t]*([^\n]+)/gm,
  )) {
    const value = literalOf(tokensOf(written) ?? []);
    if (value !== null) constants.set(name, value);
  }
  return constants;
}

function wordValue(word: string): Value | undefined {
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

/** A number in a form that YAML 1.2 also reads: without the underscores of `1_000` and the suffix of R's `10L`. */
function numberOf(text: string): Value | null {
  const plain = text.replace(/(?<=\d)_(?=\d)/g, '').replace(/(?<=^-?\d+)L$/, '');
  if (/^-?(?:0|[1-9]\d*)$/.test(plain)) return { type: 'integer', text: plain };
  return /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(plain) && !/^-?0\d/.test(plain)
    ? { type: 'float', text: plain }
    : null;
}

function listOf(items: readonly (readonly Token[])[], constants: Constants): Value | null {
  const values = items.map((item) => literalOf(item, constants));
  return values.includes(null) ? null : { type: 'list', items: values as readonly Value[] };
}
