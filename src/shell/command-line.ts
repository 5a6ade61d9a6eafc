import { quote } from './shell-word.ts';

/** A command as one line of shell, after the variables that are set for it. */
export function commandLine(
  variables: readonly { readonly name: string; readonly value: string }[],
  words: readonly string[],
): string {
  return [...variables.map(({ name, value }) => `${name}=${quote(value)}`), ...words.map(quote)].join(' ');
}
