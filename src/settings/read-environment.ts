import type { Report } from '../diagnostics/report.ts';
import type { Environment } from '../plan/plan.ts';
import type { MappingEntry, SyntaxNode } from '../syntax/node.ts';
import { parseName } from './name.ts';
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
export function readEnvironment(node: SyntaxNode | null, report: Report): EnvironmentSettings {
  const variables = entryOf(node, 'variables');
  return definedMembers<Settled<Environment>>({
    modules: readModules(entryOf(node, 'modules'), report),
    conda: readConda(entryOf(node, 'conda'), report),
    venv: pathSetting(entryOf(node, 'venv'), 'environment.venv', report),
    setup: readSetup(entryOf(node, 'setup'), 'environment.setup', report),
    variables:
      variables === null ? undefined : fromFile(readVariables(variables.value, report), variables.key.span),
  });
}

/** Reads the name or path of a conda environment. */
export function readConda(entry: MappingEntry | null, report: Report): Setting<string | null> | undefined {
  return parsedSetting(entry, (text) => parseName('conda environment', text), report);
}

/** Reads lines of shell: a list, or one text of several lines. They are the user's own and stay as written. */
export function readSetup(
  entry: MappingEntry | null,
  setting: string,
  report: Report,
): Setting<readonly string[]> | undefined {
  if (entry === null) return undefined;
  const lines = scalarsOf(entry.value).flatMap((node) => {
    const text = textOf(node, setting, report);
    reportTraps(node, SHELL, report);
    return text === null ? [] : text.replace(/\n+$/, '').split('\n');
  });
  return fromFile(lines, entry.key.span);
}

/** A shell expands these lines; only holes stay. */
const SHELL = {
  fills: [],
  otherwise: 'write `"$HSM_TASK_DIR"` or `"$HSM_TASK_ID"`: this is shell',
  home: true,
  variable: /(?!)/,
};

function readModules(entry: MappingEntry | null, report: Report): Setting<readonly string[]> | undefined {
  if (entry === null) return undefined;
  const modules = scalarsOf(entry.value).flatMap((node) => {
    const parsed = parseName('module', node.text);
    if (parsed.problem === undefined) return [parsed.value];
    reportProblem(report, { kind: 'scalar', node }, parsed.problem);
    return [];
  });
  return fromFile(modules, entry.key.span);
}
