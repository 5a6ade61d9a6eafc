/**
 * The names that match a pattern of Hydra's `glob` and none of the excluded patterns; `*` and `?` work as in a shell.
 */
export function matchingNames(
  names: readonly string[],
  patterns: readonly string[],
  excluded: readonly string[],
): readonly string[] {
  const matches = (name: string, pattern: string): boolean => expressionOf(pattern).test(name);
  return names.filter(
    (name) =>
      patterns.some((pattern) => matches(name, pattern)) &&
      !excluded.some((pattern) => matches(name, pattern)),
  );
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}
