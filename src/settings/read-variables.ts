import { settingsDiagnostics } from '../diagnostics/catalogue/settings.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { commandPlaceholders } from '../plan/parse-template.ts';
import type { Environment } from '../plan/run-settings.ts';
import type { MappingEntry, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { isNull, textOf } from './read-node.ts';
import { reportTraps } from './text-traps.ts';

/**
 * Names of variables with secrets, which must not be in a file that is committed, shared and copied to other machines.
 */
const secretName = /(?:_KEY|_TOKEN|_SECRET|_CREDENTIALS?|PASSWORD|PASSWD)$/i;

/** Reads `environment.variables`. Each value keeps its text as written; `null` is the empty text. */
export function readVariables(node: SyntaxNode, diagnostics: Diagnostics): Environment['variables'] {
  if (node.kind !== 'mapping') return [];
  return node.entries.flatMap((entry) => {
    const name = entry.key.text;
    const problem = nameProblem(entry.key);
    if (problem !== null) {
      diagnostics.add(problem);
      return [];
    }
    const value = variableValue(entry, diagnostics);
    return value === null ? [] : [{ name, value }];
  });
}

function variableValue(entry: MappingEntry, diagnostics: Diagnostics): string | null {
  if (entry.value.kind === 'scalar')
    reportTraps(entry.value, { fills: commandPlaceholders, home: false }, diagnostics);
  return isNull(entry.value)
    ? ''
    : textOf(entry.value, `environment.variables.${entry.key.text}`, diagnostics);
}

function nameProblem(key: ScalarNode): Diagnostic | null {
  const name = key.text;
  const at = (text: string) => ({ span: key.span, text });
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return diagnose(
      settingsDiagnostics.badVariableName,
      { text: name },
      {
        primary: at('not a variable name'),
        help: 'use letters, digits and `_`, and do not start with a digit',
      },
    );
  }
  if (secretName.test(name)) {
    return diagnose(
      settingsDiagnostics.secretVariable,
      { name },
      {
        primary: at('its value would be in every emitted script'),
        help: `remove it, and \`export ${name}=…\` in the shell that starts the sweep or in a file that only you can read`,
      },
    );
  }
  if (name.startsWith('HSM_')) {
    return diagnose(
      settingsDiagnostics.reservedVariable,
      { name },
      { primary: at('starts with `HSM_`'), help: 'choose another name' },
    );
  }
  return null;
}
