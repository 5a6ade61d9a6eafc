const operators: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!', '=': '==' };

/** What is written instead of an operator of Python. */
export function foreignOperator(text: string): string | undefined {
  const operator = Object.hasOwn(operators, text) ? operators[text] : undefined;
  return operator === undefined ? undefined : `write \`${operator}\``;
}
