/** An option of the submit command by its long or only name, with its value if it has one. */
export interface Directive {
  readonly option: string;
  readonly value: string | null;
}

/** A directive that is refused because of other settings. */
export interface DirectiveConflict {
  /** The option with the same meaning. */
  readonly typed: string;
  readonly help: string;
}
