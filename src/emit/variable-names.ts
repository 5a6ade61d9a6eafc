/**
 * Names for the arrays of a script: `model.hidden_size` becomes `model_hidden_size_values`. The ending
 * keeps them apart from bash's own variables; a number keeps two parameters apart that would meet.
 */
export class VariableNames {
  readonly #taken = new Set<string>();

  /** A name for a parameter that no earlier call returned. */
  take(parameter: string): string {
    const plain = parameter.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '');
    const stem = /^[A-Za-z]/.test(plain) ? plain : `parameter_${plain}`;
    let name = `${stem}_values`;
    for (let count = 2; this.#taken.has(name); count++) name = `${stem}_${count}_values`;
    this.#taken.add(name);
    return name;
  }
}
