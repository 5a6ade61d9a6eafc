import { type Call, readCall } from './calls.ts';
import type { PythonOption } from './python-options.ts';
import type { Token } from './tokens.ts';

/** Actions of argparse that take no value. */
const FLAGS = ['store_true', 'store_false', 'store_const', 'append_const', 'count', 'help', 'version'];
const BOOLEAN = 'BooleanOptionalAction';

/** Calls that may add options invisible here, or accept unknown ones. */
const OBSCURE = [
  'add_subparsers',
  'parents',
  'parse_known_args',
  'parse_known_intermixed_args',
  'prefix_chars',
  'exec',
];

/** The options of a script's only parser, as `pythonOptions` describes them. */
export function argparseOptions(tokens: readonly Token[]): readonly PythonOption[] | null {
  if (tokens.some(({ kind, text }) => kind === 'name' && OBSCURE.includes(text))) return null;
  const parsers = parserNames(tokens);
  if (parsers === null) return null;
  const options: PythonOption[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'name' || token.text !== 'add_argument') continue;
    const receiver = tokens[index - 2]?.text ?? '';
    if (tokens[index - 1]?.text !== '.' || tokens[index + 1]?.text !== '(' || !parsers.has(receiver))
      return null;
    const option = optionOf(readCall(tokens, index + 2));
    if (option === null) return null;
    options.push(option);
  }
  return options;
}

/** The variables that contain the only parser and its groups; null if one is used in another way. */
function parserNames(tokens: readonly Token[]): ReadonlySet<string> | null {
  const names = new Set<string>();
  let parsers = 0;
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== 'name' || tokens[index + 1]?.text !== '(') continue;
    if (text !== 'ArgumentParser' && text !== 'add_argument_group' && text !== 'add_mutually_exclusive_group')
      continue;
    if (text === 'ArgumentParser') parsers++;
    // `NAME = argparse.ArgumentParser(…)`, `NAME = PARSER.add_argument_group(…)`
    const start = tokens[index - 1]?.text === '.' ? index - 2 : index;
    const name = tokens[start - 2];
    if (tokens[start - 1]?.text !== '=' || name?.kind !== 'name') return null;
    names.add(name.text);
  }
  if (parsers !== 1) return null;
  const isWhole = ({ kind, text }: Token, index: number): boolean =>
    kind === 'name' &&
    names.has(text) &&
    tokens[index - 1]?.text !== '.' &&
    !['.', '='].includes(tokens[index + 1]?.text ?? '');
  return tokens.some(isWhole) ? null : names;
}

/** The option that a call adds; without words it is a positional argument. Null if a name is not a literal. */
function optionOf({ positional, named }: Call): PythonOption | null {
  const texts: string[] = [];
  for (const word of positional) {
    const [text] = word;
    if (word.length !== 1 || text?.kind !== 'string') return null;
    texts.push(text.text);
  }
  const words = texts.filter((text) => text.startsWith('-'));
  const names = words.filter((text) => text.startsWith('--')).map((text) => text.slice(2));
  const nargs = named.get('nargs')?.[0];
  const action = named.get('action')?.at(-1)?.text ?? '';
  if (action === BOOLEAN) names.push(...names.map((name) => `no-${name}`));
  return {
    names,
    words,
    // A computed `nargs`, such as `argparse.REMAINDER`, may match no words.
    isRequired:
      words.length > 0
        ? named.get('required')?.[0]?.text === 'True'
        : texts.length > 0 && (nargs === undefined || /^(?:\d+|\+)$/.test(nargs.text)),
    title: words.find((text) => text.startsWith('--')) ?? texts[0] ?? '',
    isFlag: FLAGS.includes(action) || action === BOOLEAN,
    isList: nargs !== undefined && nargs.text !== '?',
    mayBeBare: nargs?.text === '?' || nargs?.text === '*',
    repeats: action === 'append' || action === 'extend',
  };
}
