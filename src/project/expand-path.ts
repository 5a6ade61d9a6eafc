import { join } from 'node:path';
import { parseText } from '../plan/parse-template.ts';
import type { EnvironmentVariables } from './find-project.ts';

/**
 * A path of the settings on this machine: `~/` at its beginning is the home directory, where there is one, and
 * `{env:NAME}` a variable. Null where a variable is not set.
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

/** The first variable that a path needs and that is not set here. */
export function unsetVariable(path: string, environment: EnvironmentVariables): string | null {
  for (const part of parseText(path, ['env']).template) {
    if (part.kind !== 'hole' || part.hole.kind !== 'env' || part.hole.fallback !== null) continue;
    if (environment[part.hole.name] === undefined) return part.hole.name;
  }
  return null;
}

/** As bash has it: a fallback stands for an empty variable too. */
function variableValue(
  { name, fallback }: { readonly name: string; readonly fallback: string | null },
  environment: EnvironmentVariables,
): string {
  const value = environment[name] ?? '';
  return value === '' ? (fallback ?? '') : value;
}
