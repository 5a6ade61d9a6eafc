const operators: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!', '=': '==' };

/** What to write instead of a Python operator. */
export function foreignOperator(text: string): string | undefined {
  const operator = Object.hasOwn(operators, text) ? operators[text] : undefined;
  return operator === undefined ? undefined : `write \`${operator}\``;
}
