import type { Value } from '../plan/plan.ts';

/**
 * How a program takes its parameters, with the names that `args` of a sweep file uses; `values` means positional
 * arguments.
 */
export type Passing = 'hydra' | 'argparse' | 'words' | 'values' | 'env';

/** A parameter that a program takes, as far as its text shows. */
export interface ProgramParameter {
  /** The name as passed: without dashes; for a nested option of Hydra with dots. */
  readonly name: string;
  /** The type of its values; `unknown` if any value might be refused. */
  readonly type: 'integer' | 'float' | 'boolean' | 'string' | 'unknown';
  /** Its default; null if it has none or if the default is computed. */
  readonly default: Value | null;
  /** The only values that it accepts; empty if there is no such list. */
  readonly choices: readonly Value[];
  /** The program does not start without it. */
  readonly isRequired: boolean;
  /**
   * How its value becomes words. `value`: one word. `flag`: a flag for true, nothing for false. `no-flag`: a flag for
   * true, `--no-NAME` for false. `words`: one word per item of a list. `repeat`: the option once per item.
   */
  readonly form: 'value' | 'flag' | 'no-flag' | 'words' | 'repeat';
}

/** The parameters that a program's text shows. */
export interface ProgramParameters {
  /** The name of the library or function that reads them: `argparse`, `click`, `Hydra`, `commandArgs`. */
  readonly reader: string;
  readonly passing: Passing;
  readonly parameters: readonly ProgramParameter[];
  /** Positional arguments, in order, of a program whose other parameters have names. */
  readonly byPlace: readonly string[];
}
