import type { Value } from '../plan/plan.ts';

/** How a program takes its parameters, as `args` of a sweep file names it; `values` are the values alone, by their place. */
export type Passing = 'hydra' | 'argparse' | 'words' | 'values' | 'env';

/** A parameter that a program takes, as far as its text tells. */
export interface ProgramParameter {
  /** As it is passed: without dashes, for a nested option of Hydra with dots. */
  readonly name: string;
  /** What its values are; `unknown` where any value might be refused. */
  readonly type: 'integer' | 'float' | 'boolean' | 'string' | 'unknown';
  /** What it is where nobody sets it; null where there is none, or where it is computed. */
  readonly default: Value | null;
  /** The only values that it takes; empty where there is no such list. */
  readonly choices: readonly Value[];
  /** Without it the program does not start. */
  readonly isRequired: boolean;
  /**
   * How its value becomes words: one word; a flag, and nothing for false; a flag, and `--no-NAME` for false; a word for each item
   * of a list; the option once per item.
   */
  readonly form: 'value' | 'flag' | 'no-flag' | 'words' | 'repeat';
}

/** What a program's text tells of its parameters. */
export interface ProgramParameters {
  /** What reads them, as people call it: `argparse`, `click`, `Hydra`, `commandArgs`. */
  readonly reader: string;
  readonly passing: Passing;
  readonly parameters: readonly ProgramParameter[];
  /** Arguments without a name, in their order, where other parameters have one. */
  readonly byPlace: readonly string[];
}
