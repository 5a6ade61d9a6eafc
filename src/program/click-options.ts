import { type Call, readCall } from './calls.ts';
import { type Decorator, decoratorsOf } from './decorators.ts';
import type { PythonOption } from './python-options.ts';
import type { Token } from './tokens.ts';

/** Decorators that add a flag, with its default name. */
const FLAGS: Readonly<Record<string, string>> = {
  version_option: '--version',
  help_option: '--help',
  confirmation_option: '--yes',
};
/** Decorators of a command that add no option. */
const PLAIN = ['pass_context', 'pass_obj'];
/** Subcommands, and settings that accept unknown options or change the command. */
const OBSCURE = ['group', 'Group', 'add_command', 'context_settings', 'add_help_option', 'cls'];

const HELP: PythonOption = {
  names: ['help'],
  words: ['--help'],
  isRequired: false,
  title: '--help',
  isFlag: true,
  isList: false,
  mayBeBare: false,
  repeats: false,
};

/**
 * The options of a script's only click command, as `pythonOptions` describes them. As measured on click 8.4: a name cannot be
 * abbreviated, and an option with a prompt is required, because tasks have no terminal.
 */
export function clickOptions(tokens: readonly Token[]): readonly PythonOption[] | null {
  if (tokens.some(({ kind, text }) => kind === 'name' && OBSCURE.includes(text))) return null;
  const decorators = decoratorsOf(tokens).filter((stack) => stack.some(({ name }) => name === 'command'));
  const [stack] = decorators;
  if (stack === undefined || decorators.length > 1) return null;
  const options: PythonOption[] = [HELP];
  // Only decorators below `@click.command()` become part of the command.
  for (const decorator of stack.slice(stack.findIndex(({ name }) => name === 'command') + 1)) {
    if (PLAIN.includes(decorator.name)) continue;
    const option = addedBy(decorator, tokens);
    // A decorator of the script itself may add any option.
    if (option === null) return null;
    options.push(option);
  }
  return options;
}

function addedBy({ name, start }: Decorator, tokens: readonly Token[]): PythonOption | null {
  const call: Call = start === null ? { positional: [], named: new Map() } : readCall(tokens, start);
  const texts = call.positional.flatMap(([token, ...more]) =>
    token?.kind === 'string' && more.length === 0 ? [token.text] : [],
  );
  if (texts.length < call.positional.length) return null;
  if (name === 'argument') return argumentOf(texts, call);
  if (name === 'option') return optionOf(texts, call);
  const usual = Object.hasOwn(FLAGS, name) ? FLAGS[name] : undefined;
  if (usual === undefined) return null;
  const words = texts.filter((text) => text.startsWith('-'));
  return { ...HELP, ...namesOf(words.length === 0 ? [usual] : words) };
}

function optionOf(texts: readonly string[], { named }: Call): PythonOption {
  const is = (name: string, text: string): boolean => named.get(name)?.[0]?.text === text;
  const nargs = named.get('nargs')?.[0]?.text;
  // `--shout/--no-shout` are two names of one flag.
  const words = texts.flatMap((text) => text.split('/')).map((word) => word.trim());
  const isPair = texts.some((text) => text.includes('/'));
  const isBare = named.has('flag_value');
  return {
    ...namesOf(words.filter((word) => word.startsWith('-'))),
    isRequired: is('required', 'True') || (is('prompt', 'True') && !is('prompt_required', 'False')),
    isFlag: isPair || is('is_flag', 'True') || is('count', 'True') || (isBare && !is('is_flag', 'False')),
    isList: nargs !== undefined && nargs !== '1',
    mayBeBare: isBare,
    repeats: is('multiple', 'True'),
  };
}

function argumentOf([title = '']: readonly string[], { named }: Call): PythonOption {
  const isOptional =
    named.get('required')?.[0]?.text === 'False' ||
    named.has('default') ||
    // `nargs=-1` takes any number of words.
    named.get('nargs')?.[0]?.text === '-';
  return { ...HELP, names: [], words: [], title, isFlag: false, isRequired: !isOptional };
}

function namesOf(words: readonly string[]): Pick<PythonOption, 'names' | 'words' | 'title'> {
  const long = words.filter((word) => word.startsWith('--'));
  return { names: long.map((word) => word.slice(2)), words, title: long[0] ?? words[0] ?? '' };
}
