import type { Call } from './calls.ts';
import { callsOf } from './calls.ts';
import { type Constants, literalOf } from './literals.ts';
import { defaultOf, longName, parameter, typeNamed } from './option.ts';
import type { ProgramParameter, ProgramParameters } from './parameter.ts';
import type { Token } from './tokens.ts';

/**
 * The options added by `add_argument`, in Python's argparse and R's packages of that name; null for a program with
 * subcommands, each with its own options.
 */
export function readArgparse(tokens: readonly Token[], constants: Constants): ProgramParameters | null {
  if (tokens.some(({ kind, text }) => kind === 'name' && text === 'add_subparsers')) return null;
  const calls = callsOf(tokens, ['add_argument']);
  const parameters = calls.flatMap((call) => optionOf(call, constants) ?? []);
  const byPlace = calls.flatMap(({ positional, named }) => {
    const [word] = positional.find(([first]) => first?.kind === 'string') ?? [];
    const mayBeAbsent = /^[?*]$/.test(named.get('nargs')?.[0]?.text ?? '');
    return word === undefined || word.text.startsWith('-') || mayBeAbsent ? [] : [word.text];
  });
  return calls.length === 0 ? null : { reader: 'argparse', passing: 'argparse', parameters, byPlace };
}

function optionOf({ positional, named }: Call, constants: Constants): ProgramParameter | null {
  const name = longName(positional);
  if (name === null) return null;
  const action = named.get('action')?.at(-1)?.text ?? 'store';
  const value = defaultOf(literalOf(named.get('default') ?? [], constants));
  const isRequired = /^(?:True|TRUE)$/.test(named.get('required')?.[0]?.text ?? '');
  if (action === 'help' || action === 'version') return null;
  if (action === 'BooleanOptionalAction')
    return parameter(name, { type: 'boolean', form: 'no-flag', default: value, isRequired });
  // `store_false` is off by default, whatever the default of its variable is.
  if (action === 'store_true' || action === 'store_false')
    return parameter(name, { type: 'boolean', form: 'flag', default: { type: 'boolean', text: 'false' } });
  const nargs = named.get('nargs')?.[0]?.text;
  const isList = nargs !== undefined && nargs !== '?';
  const isKnown = action === 'store' || action === 'append' || action === 'extend';
  const choices = named.has('choices') ? literalOf(named.get('choices') ?? [], constants) : undefined;
  const type = named.has('type') ? typeNamed(named.get('type')) : 'string';
  // `type=bool` reads every text as true, and computed choices could refuse some values.
  const isPlain = isKnown && choices !== null && type !== 'boolean';
  return parameter(name, {
    type: isPlain ? type : 'unknown',
    form: action === 'append' ? 'repeat' : isList ? 'words' : 'value',
    choices: choices?.type === 'list' ? choices.items : [],
    default: value,
    isRequired,
  });
}
