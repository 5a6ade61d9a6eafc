import { argumentsOf, type Call, callsOf } from './calls.ts';
import { type Constants, literalOf } from './literals.ts';
import { defaultOf, longName, parameter, typeNamed, typeOf } from './option.ts';
import type { ProgramParameter, ProgramParameters } from './parameter.ts';
import type { Token } from './tokens.ts';

/** The options of a program's only click command; null if it has a group of commands. */
export function readClick(tokens: readonly Token[], constants: Constants): ProgramParameters | null {
  if (tokens.some(({ text }, index) => text === 'group' && tokens[index - 1]?.text === '.')) return null;
  const parameters = callsOf(tokens, ['option']).flatMap((call) => optionOf(call, constants) ?? []);
  const byPlace = callsOf(tokens, ['argument']).flatMap(({ positional, named }) => {
    const isOptional = named.get('required')?.[0]?.text === 'False' || named.has('default');
    return isOptional || positional[0]?.[0]?.kind !== 'string' ? [] : [positional[0][0].text];
  });
  if (parameters.length + byPlace.length === 0) return null;
  return { reader: 'click', passing: 'argparse', parameters, byPlace };
}

function optionOf({ positional, named }: Call, constants: Constants): ProgramParameter | null {
  const isTrue = (name: string): boolean => named.get(name)?.[0]?.text === 'True';
  const value = defaultOf(literalOf(named.get('default') ?? [], constants));
  const isRequired = isTrue('required') || named.has('prompt');
  const flag = flagName(positional);
  if (flag !== null)
    return parameter(flag.name, {
      type: flag.isNegated ? 'boolean' : 'unknown',
      form: 'no-flag',
      default: value ?? { type: 'boolean', text: 'false' },
    });
  const name = longName(positional);
  if (name === null) return null;
  if (isTrue('is_flag')) {
    // If the default is true, the flag changes nothing.
    const type = value?.type === 'boolean' && value.text === 'true' ? 'unknown' : 'boolean';
    return parameter(name, { type, form: 'flag', default: { type: 'boolean', text: 'false' } });
  }
  const written = named.get('type');
  const choices = choicesOf(written, constants);
  const type =
    named.has('count') || choices === null ? 'unknown' : typeFrom(written, value, choices.length > 0);
  const nargs = named.get('nargs')?.[0]?.text;
  return parameter(name, {
    type,
    form: isTrue('multiple') ? 'repeat' : nargs === undefined || nargs === '1' ? 'value' : 'words',
    choices: choices ?? [],
    default: value,
    isRequired,
  });
}

/** Without a type, click uses the type of the default, otherwise text. */
function typeFrom(
  written: readonly Token[] | undefined,
  value: ProgramParameter['default'],
  hasChoices: boolean,
): ProgramParameter['type'] {
  if (hasChoices) return 'string';
  if (written !== undefined) return typeNamed(written);
  return value === null ? 'string' : typeOf(value);
}

/** For `--shout/--no-shout`: the name, and whether the other one is its negation with `no-`. */
function flagName(
  positional: readonly (readonly Token[])[],
): { readonly name: string; readonly isNegated: boolean } | null {
  for (const [token] of positional) {
    const [, name, off] = /^--([\w-]+)\s*\/\s*--?([\w-]+)$/.exec(token?.text ?? '') ?? [];
    if (name !== undefined) return { name, isNegated: off === `no-${name}` };
  }
  return null;
}

/** The choices of `click.Choice(["a", "b"])`; null if they are computed. */
function choicesOf(
  written: readonly Token[] | undefined,
  constants: Constants,
): ProgramParameter['choices'] | null {
  const choice = written?.findIndex(({ text }) => text === 'Choice') ?? -1;
  if (written === undefined || choice === -1) return [];
  const list = literalOf(argumentsOf(written, choice + 2)[0] ?? [], constants);
  return list?.type === 'list' ? list.items : null;
}
