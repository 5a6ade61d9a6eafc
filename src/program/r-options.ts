import { type Call, callsOf } from './calls.ts';
import { type Constants, literalOf } from './literals.ts';
import { defaultOf, longName, parameter, typeNamed, typeOf } from './option.ts';
import type { ProgramParameter, ProgramParameters } from './parameter.ts';
import { type Token, tokensOf } from './tokens.ts';

/** The options of an R script that uses optparse; null if it creates none. */
export function readOptparse(tokens: readonly Token[], constants: Constants): ProgramParameters | null {
  const calls = callsOf(tokens, ['make_option', 'add_option']);
  const parameters = calls.flatMap((call) => optionOf(call, constants) ?? []);
  return parameters.length === 0
    ? null
    : { reader: 'optparse', passing: 'argparse', parameters, byPlace: [] };
}

function optionOf({ positional, named }: Call, constants: Constants): ProgramParameter | null {
  const name = longName(positional.flatMap((words) => [words, ...words.map((word) => [word])]));
  if (name === null) return null;
  const value = defaultOf(literalOf(named.get('default') ?? [], constants));
  const action = named.get('action')?.[0]?.text ?? 'store';
  if (action === 'store_true')
    return parameter(name, { type: 'boolean', form: 'flag', default: { type: 'boolean', text: 'false' } });
  if (action !== 'store') return parameter(name, { type: 'unknown' });
  const written = named.get('type');
  const type = written === undefined ? typeOf(value) : typeNamed(written);
  return parameter(name, { type: type === 'boolean' ? 'unknown' : type, default: value });
}

/**
 * The parameters that an R script reads from `commandArgs`: positional values such as `as.numeric(args[1])`, or names
 * in `name=value` that it looks up, such as `settings$degree`. Null if neither is found.
 */
export function readCommandArgs(text: string): ProgramParameters | null {
  const code = text.replace(/#.*/g, '');
  const holders = ['commandArgs'];
  // A variable that is computed from all the words contains them, too: `words <- strsplit(commandArgs(…), "=")`,
  // `settings <- setNames(words, …)`.
  for (const [, name = '', value = ''] of code.matchAll(/^[ \t]*([A-Za-z_]\w*)[ \t]*(?:<-|=)([^\n]*)/gm)) {
    if (holders.some((holder) => new RegExp(`\\b${holder}\\b(?!\\s*(?:\\$|\\[))`).test(value)))
      holders.push(name);
  }
  const held = holders.slice(1).join('|');
  if (held === '') return null;
  const places = [
    ...code.matchAll(
      new RegExp(
        `^[ \\t]*([A-Za-z_][\\w.]*)[ \\t]*(?:<-|=)[ \\t]*(?:(as\\.\\w+)\\()?(?:${held})\\[\\[?(\\d+)\\]`,
        'gm',
      ),
    ),
  ];
  if (places.length > 0) {
    const found = places.map(([, name = '', conversion = '', place]) => ({
      place: Number(place),
      parameter: parameter(name, { type: typeNamed(tokensOf(conversion) ?? []), isRequired: true }),
    }));
    return valuesByPlace('commandArgs', found, 1);
  }
  const names = [...code.matchAll(new RegExp(`\\b(?:${held})(?:\\$(\\w+)|\\[\\["(\\w+)"\\]\\])`, 'g'))];
  const known = [...new Set(names.map(([, plain, quoted]) => plain ?? quoted ?? ''))];
  if (known.length === 0 || !/["']=["']/.test(code)) return null;
  const parameters = known.map((name) => parameter(name, { type: 'float', isRequired: true }));
  return { reader: 'commandArgs', passing: 'words', parameters, byPlace: [] };
}

/** The positional values in order; null if a position is missing, because later values would then be misplaced. */
export function valuesByPlace(
  reader: string,
  found: readonly { readonly place: number; readonly parameter: ProgramParameter }[],
  first: number,
): ProgramParameters | null {
  const sorted = [...found].sort((a, b) => a.place - b.place);
  if (sorted.some(({ place }, index) => place !== index + first)) return null;
  return { reader, passing: 'values', parameters: sorted.map((one) => one.parameter), byPlace: [] };
}
