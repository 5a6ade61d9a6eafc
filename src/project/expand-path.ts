import { join } from 'node:path';
import { parseText } from '../plan/parse-template.ts';
import type { EnvironmentVariables } from './find-project.ts';

/**
 * Expands a path of the settings on this machine: `~/` at its beginning is the home directory, if the user has one, and
 * `{env:NAME}` is a variable. Null if a variable is not set.
 */
export function expandPath(path: string, environment: EnvironmentVariables): string | null {
  if (unsetVariable(path, environment) !== null) return null;
  const { template } = parseText(path, ['env']);
  const text = template
    .map((part) =>
      part.kind === 'text'
        ? part.text
        : part.hole.kind === 'env'
          ? variableValue(part.hole, environment)
          : '',
    )
    .join('');
  const { HOME: home } = environment;
  return home && path.startsWith('~/') ? join(home, text.slice(2)) : text;
}

/** The first variable in a path that is required but not set on this machine. */
export function unsetVariable(path: string, environment: EnvironmentVariables): string | null {
  for (const part of parseText(path, ['env']).template) {
    if (part.kind !== 'hole' || part.hole.kind !== 'env' || part.hole.fallback !== null) continue;
    if (environment[part.hole.name] === undefined) return part.hole.name;
  }
  return null;
}

/** As in bash, a fallback also replaces an empty variable. */
function variableValue(
  { name, fallback }: { readonly name: string; readonly fallback: string | null },
  environment: EnvironmentVariables,
): string {
  const value = environment[name] ?? '';
  return value === '' ? (fallback ?? '') : value;
}
