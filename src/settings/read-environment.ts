import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Environment } from '../plan/run-settings.ts';
import type { MappingEntry, SyntaxNode } from '../syntax/node.ts';
import { parseName } from './name.ts';
import { readContainer } from './read-container.ts';
import {
  definedMembers,
  entryOf,
  fromFile,
  parsedSetting,
  pathSetting,
  scalarsOf,
  textOf,
} from './read-node.ts';
import { readVariables } from './read-variables.ts';
import { reportProblem } from './report-problem.ts';
import type { Setting, Settled } from './settings.ts';
import { reportTraps } from './text-traps.ts';

export type EnvironmentSettings = Partial<Settled<Environment>>;

/** Reads `environment:`. */
export function readEnvironment(node: SyntaxNode | null, diagnostics: Diagnostics): EnvironmentSettings {
  const variables = entryOf(node, 'variables');
  return definedMembers<Settled<Environment>>({
    modules: readModules(entryOf(node, 'modules'), diagnostics),
    conda: readConda(entryOf(node, 'conda'), diagnostics),
    venv: pathSetting(entryOf(node, 'venv'), 'environment.venv', diagnostics),
    setup: readSetup(entryOf(node, 'setup'), 'environment.setup', diagnostics),
    variables:
      variables === null
        ? undefined
        : fromFile(readVariables(variables.value, diagnostics), variables.key.span),
    container: readContainer(entryOf(node, 'container'), diagnostics),
  });
}

/** Reads the name or path of a conda environment. */
export function readConda(
  entry: MappingEntry | null,
  diagnostics: Diagnostics,
): Setting<string | null> | undefined {
  return parsedSetting(entry, (text) => parseName('conda environment', text), diagnostics);
}

/** Reads lines of shell: a list, or one text of several lines. They are the user's and stay as written. */
export function readSetup(
  entry: MappingEntry | null,
  setting: string,
  diagnostics: Diagnostics,
): Setting<readonly string[]> | undefined {
  if (entry === null) return undefined;
  const lines = scalarsOf(entry.value).flatMap((node) => {
    const text = textOf(node, setting, diagnostics);
    reportTraps(node, SHELL, diagnostics);
    return text === null ? [] : text.replace(/\n+$/, '').split('\n');
  });
  return fromFile(lines, entry.key.span);
}

/** A shell expands these lines; hsm only replaces placeholders. */
const SHELL = {
  fills: [],
  otherwise: 'write `"$HSM_TASK_DIR"` or `"$HSM_TASK_ID"`: this is shell',
  home: true,
  variable: /(?!)/,
};

function readModules(
  entry: MappingEntry | null,
  diagnostics: Diagnostics,
): Setting<readonly string[]> | undefined {
  if (entry === null) return undefined;
  const modules = scalarsOf(entry.value).flatMap((node) => {
    const parsed = parseName('module', node.text);
    if (parsed.problem === undefined) return [parsed.value];
    reportProblem(diagnostics, { kind: 'scalar', node }, parsed.problem);
    return [];
  });
  return fromFile(modules, entry.key.span);
}
