/**
 * Names for the arrays of a script: `model.hidden_size` becomes `model_hidden_size_values`. The ending avoids clashes with bash's own
 * variables; a number distinguishes two parameters that would get the same name.
 */
export class VariableNames {
  readonly #taken = new Set<string>();
  /** The next number to try for a name that is taken. */
  readonly #next = new Map<string, number>();

  /** A name for a parameter that no earlier call returned. */
  take(parameter: string): string {
    const plain = parameter.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '');
    const stem = /^[A-Za-z]/.test(plain) ? plain : `parameter_${plain}`;
    let name = `${stem}_values`;
    let count = this.#next.get(stem) ?? 2;
    for (; this.#taken.has(name); count++) name = `${stem}_${count}_values`;
    this.#next.set(stem, count);
    this.#taken.add(name);
    return name;
  }
}
