import { pathWord } from '../argv/path-word.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { WordTemplate } from '../plan/command.ts';
import type { Settings, Settled } from '../settings/settings.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { blockCells } from './block-cells.ts';
import { type BlockResources, blockResources } from './block-resources.ts';
import type { CheckedBlock, CheckedResults, CheckedSweep } from './checked-sweep.ts';
import { conventionOf } from './convention-of.ts';
import { resolveDerived } from './derived/resolve.ts';
import type { Draft, DraftBlock } from './draft.ts';
import { matchExcludes } from './match-exclude.ts';
import { uniqueTasks } from './overlap/unique-tasks.ts';
import type { ProjectFacts } from './project-facts.ts';
import { readConditions } from './read-conditions.ts';
import { readDraft } from './read-draft.ts';
import { rules } from './rules.ts';
import { runsItself, shebangOf } from './runs-itself.ts';

/**
 * Applies every rule to a sweep file with a valid shape. Returns null after errors, including those reported earlier: a sweep with an
 * error anywhere is not compiled.
 */
export function checkSweep(
  root: SyntaxNode,
  settings: Settings,
  facts: ProjectFacts,
  diagnostics: Diagnostics,
): CheckedSweep | null {
  if (root.kind !== 'mapping') return null;
  const draft = readDraft(root, facts);
  for (const rule of rules) rule({ draft, settings, facts, diagnostics });
  const resources = draft.blocks.map((block) => blockResources(block, settings, diagnostics));
  return diagnostics.hasErrors ? null : checked(draft, settings, facts, resources);
}

function checked(
  draft: Draft,
  settings: Settings,
  facts: ProjectFacts,
  resources: readonly BlockResources[],
): CheckedSweep {
  const { enabled, ...wandb } = valuesOf(settings.wandb);
  return {
    blocks: draft.blocks
      .map((block, at) => ({
        ...checkedBlock(draft, block),
        ...(resources[at] ?? { resources: {}, caseResources: null }),
      }))
      // An earlier block has all of these.
      .filter(({ taken }) => taken?.cells.length !== 0),
    defaults: draft.defaults,
    metadata: draft.metadata.map(({ key, value }) => ({ name: key.text, value })),
    command: commandOf(draft, settings, facts),
    name: draft.name && { template: draft.name.template, links: draft.name.links, span: draft.name.span },
    replicates: [...new Set(draft.replicates.map(({ text }) => text))],
    convention: conventionOf(draft),
    resources: valuesOf(settings.resources),
    failures: valuesOf(settings.failures),
    environment: { ...valuesOf(settings.environment), files: environmentFiles(settings, facts) },
    wandb: enabled ? wandb : null,
    code: valuesOf(settings.code),
    provenance: valuesOf(settings.provenance),
    results: resultsOf(draft),
    targets: targetsOf(settings),
  };
}

function checkedBlock(draft: Draft, block: DraftBlock): Omit<CheckedBlock, keyof BlockResources> {
  return {
    axes: block.axes,
    excludes: matchExcludes(block)
      .filter(({ matches }) => matches.every(({ rows }) => rows.length > 0))
      .map(({ exclude, matches }) => ({ matches, span: exclude.span })),
    conditions: readConditions(block).conditions,
    taken: takenOf(draft, block),
    derived: resolveDerived(draft, block).resolved,
    span: block.span,
  };
}

/** The cells that `take` and `unique` keep. */
function takenOf(draft: Draft, block: DraftBlock): CheckedBlock['taken'] {
  const { unique } = draft;
  const cells = blockCells(block);
  if (typeof cells === 'string') return null;
  const left = unique === null ? undefined : uniqueTasks(draft).left.get(block);
  const span = block.take?.span ?? unique;
  if (span === null || (cells.taken === null && left === undefined)) return null;
  return { cells: left?.map((task) => cells.taken?.[task] ?? task) ?? cells.taken ?? [], span };
}

/** The command as written; or interpreter, script and the option that points Hydra to its configs. */
function commandOf(
  { command, convention }: Draft,
  { paths }: Settings,
  facts: ProjectFacts,
): CheckedSweep['command'] {
  if (command !== null) {
    return { words: command.words.map((word) => word.template), span: command.node.span, script: null };
  }
  const { python_interpreter: interpreter, train_script: script, config_dir: configs } = paths;
  const words =
    script.value === null ? [interpreter.value] : scriptWords(script.value, interpreter.value, facts);
  return {
    words: [
      ...words.map(pathWord),
      ...(convention.kind === 'hydra' && configs.value !== null ? [configsWord(configs.value)] : []),
    ],
    span: script.origin.kind === 'file' ? script.origin.span : null,
    script: script.value,
  };
}

/** A program is executed directly, a script with the interpreter in its first line, and Python with the interpreter from the settings. */
function scriptWords(script: string, interpreter: string, facts: ProjectFacts): readonly string[] {
  if (!runsItself(script, facts)) return [...(shebangOf(script, facts) ?? [interpreter]), script];
  // A name without a slash would be searched for on PATH.
  return [script.includes('/') ? script : `./${script}`];
}

/** Joined to the option by `=`, so that Hydra reads what follows as overrides. */
function configsWord(path: string): WordTemplate {
  return [{ kind: 'text', text: '--config-dir=' }, ...pathWord(path)];
}

/** The files that configure `scripts/environment.sh`, each once. */
function environmentFiles({ environment }: Settings, facts: ProjectFacts): readonly string[] {
  const { modules, conda, venv, setup } = environment;
  const said = [modules, conda, venv, setup].filter(({ value }) => value !== null && value.length > 0);
  const files = said.flatMap(({ origin }) =>
    origin.kind === 'file' ? [facts.fileName(origin.span.source)] : [],
  );
  return [...new Set(files)];
}

function resultsOf({ results }: Draft): CheckedResults | null {
  if (results.length === 0) return null;
  const sources = results.flatMap(({ node, files, choices, metrics }) =>
    files.map(({ format, node: file }) => ({
      format,
      file: file.text,
      metrics: choices.length === 0 ? null : metrics.map(({ name, key, take }) => ({ name, key, take })),
      span: node.span,
    })),
  );
  const [said] = results.flatMap(({ objectives }) => objectives);
  return { sources, objective: said === undefined ? null : { metric: said.metric, goal: said.goal } };
}

function targetsOf({ targets }: Settings): Readonly<Record<string, SyntaxNode>> {
  return Object.fromEntries(Object.entries(targets).map(([name, setting]) => [name, setting.value]));
}

function valuesOf<T extends object>(settled: Settled<T>): T {
  const entries = Object.entries(settled) as [string, Settled<T>[keyof T]][];
  return Object.fromEntries(entries.map(([name, { value }]) => [name, value])) as T;
}
