import type { Origin } from './plan.ts';

/** A word of the command line, made of literal text and of placeholders that are filled when a task runs. */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hole'; readonly hole: Placeholder };

/**
 * `value` and `name` only appear in a convention's templates; `home` only if a setting's path begins with `~/`;
 * `sweep_dir` and `project_dir` only in the words of a container.
 */
export type Placeholder =
  | { readonly kind: 'name' }
  /** The text of a parameter, in the words of the command and in derived texts. */
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'value' }
  | { readonly kind: 'task_dir' }
  | { readonly kind: 'task_id' }
  | { readonly kind: 'sweep_id' }
  | { readonly kind: 'sweep_dir' }
  | { readonly kind: 'project_dir' }
  /** Numbers from the resources, for a launcher; in a plan they are replaced. */
  | { readonly kind: 'nodes' | 'ranks' | 'cpus' | 'gpus' }
  /** A variable of the environment in which the scripts run; without a fallback it must be set. */
  | { readonly kind: 'env'; readonly name: string; readonly fallback: string | null }
  | { readonly kind: 'home' };

export type WordTemplate = readonly WordPart[];

export interface Command {
  /** The words that start the rest as one or more programs, on one or more nodes; empty without a launcher. */
  readonly launcher: readonly WordTemplate[];
  /**
   * The words that start the rest in a container, after the launcher, so that each rank has its own container; empty
   * without one.
   */
  readonly container: readonly WordTemplate[];
  /** The words before the parameters. */
  readonly words: readonly WordTemplate[];
  readonly origin: Origin;
  /**
   * The training script, for the preflight check; null with `command:`. Relative to the project root, absolute, or
   * below the home directory of the machine that runs the tasks: `~/train.py`.
   */
  readonly script: string | null;
}

/**
 * How a parameter becomes words. `hydra`: `key=value` with Hydra's quoting. `argparse`: `--key value`. `env`: an
 * exported variable. `template`: the given words, once per parameter.
 */
export type Convention =
  | { readonly kind: 'hydra' | 'env' }
  | ({ readonly kind: 'argparse' } & Passing)
  | ({ readonly kind: 'template'; readonly words: readonly WordTemplate[] } & Passing);

/** The forms of values that are not passed as one text. */
export interface Passing {
  /**
   * `flag`: the words without a value for true, none for false. `no-flag`: the same for true, and those of `no-NAME`
   * for false.
   */
  readonly booleans: 'value' | 'flag' | 'no-flag';
  /** `words`: the word that contains the value, once per item. `repeat`: all words once per item. */
  readonly lists: 'json' | 'words' | 'repeat';
}
