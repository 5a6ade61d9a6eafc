/** An option of the submit command by its long or only name, with its value if it has one. */
export interface Directive {
  readonly option: string;
  readonly value: string | null;
}

/** A directive that is refused for what else is asked for. */
export interface DirectiveConflict {
  /** The option that says the same. */
  readonly typed: string;
  readonly help: string;
}
