import { argparseOptions } from './argparse-options.ts';
import { clickOptions } from './click-options.ts';
import { tokensOf } from './tokens.ts';

/** An option or a positional argument of a Python script. */
export interface PythonOption {
  /** All its long names, without the two dashes. */
  readonly names: readonly string[];
  /** All its names on a command line, with dashes; none for a positional argument. */
  readonly words: readonly string[];
  /** The program does not start without it. */
  readonly isRequired: boolean;
  /** Its name in messages: `--data`, `-d` or `PATH`. */
  readonly title: string;
  /** Takes no value, as with `action="store_true"`. */
  readonly isFlag: boolean;
  /** Takes its values as separate words, as with `nargs="+"`. */
  readonly isList: boolean;
  /** May be given without a value, as with `nargs="?"`. */
  readonly mayBeBare: boolean;
  /** Keeps all values if it is given several times, as with `action="append"`. */
  readonly repeats: boolean;
}

/** The library's terms for its kinds of options. */
export interface OptionForms {
  readonly flag: string;
  readonly negatable: string;
  readonly words: string;
  readonly repeats: string;
}

export interface PythonOptions {
  readonly options: readonly PythonOption[];
  readonly forms: OptionForms;
  /** Whether names can be abbreviated. */
  readonly abbreviates: boolean;
}

const ARGPARSE: OptionForms = {
  flag: 'action="store_true"',
  negatable: 'action=argparse.BooleanOptionalAction',
  words: 'nargs="+"',
  repeats: 'action="append"',
};

const CLICK: OptionForms = {
  flag: 'is_flag=True',
  negatable: '"--NAME/--no-NAME"',
  words: 'nargs=N',
  repeats: 'multiple=True',
};

/**
 * The options of a script that uses argparse or click, from its text alone. Null if the text does not show all of them: a parser that is
 * created elsewhere or passed on, subcommands, decorators of the script's own, or computed names.
 */
export function pythonOptions(text: string): PythonOptions | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  const isClick = /^\s*(?:import|from)\s+click\b/m.test(text);
  const options = isClick ? clickOptions(tokens) : argparseOptions(tokens);
  return options && { options, forms: isClick ? CLICK : ARGPARSE, abbreviates: !isClick };
}
