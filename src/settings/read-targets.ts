import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { MappingEntry, SyntaxNode } from '../syntax/node.ts';
import { entryOf, fromFile, isNull, mappingAt } from './read-node.ts';
import { localResourceKeys } from './read-resources.ts';
import { schedulers } from './schedulers.ts';
import type { Setting, SettingsLayer, TargetSetting } from './settings.ts';
import { reportTrapsIn } from './text-traps.ts';

type TargetSettings = SettingsLayer['targets'];

/** Reads a mapping of named sections, such as `targets:`; an empty section is an empty mapping. */
export function readSections(node: SyntaxNode | null): Readonly<Record<string, Setting<SyntaxNode>>> {
  if (node?.kind !== 'mapping') return {};
  const sections = node.entries.map(
    (entry) => [entry.key.text, fromFile(sectionOf(entry), entry.key.span)] as const,
  );
  return Object.fromEntries(sections);
}

/** Reads `targets:` of a sweep file. */
export function readTargets(node: SyntaxNode | null, diagnostics: Diagnostics): TargetSettings {
  return withWarnings(readSections(node), diagnostics);
}

/** Targets interpret their options; nothing is filled in here. */
function withWarnings(sections: TargetSettings, diagnostics: Diagnostics): TargetSettings {
  const otherwise = 'an option of a target is the same for all tasks';
  const instead = 'write the value itself: placeholders do not work in target options';
  for (const { value } of Object.values(sections)) {
    reportTrapsIn(value, { fills: [], otherwise, home: false, instead }, diagnostics);
  }
  return sections;
}

function sectionOf(entry: MappingEntry): SyntaxNode {
  return isNull(entry.value) ? { kind: 'mapping', entries: [], span: entry.value.span } : entry.value;
}

/**
 * Reads the options of targets in a project file: `targets:`, and with lower precedence the original's forms. The
 * section named like a scheduler belongs to that target, the rest of `local:` is `targets.local`, and
 * `hpc.max_array_size` is an option of the scheduler in `hpc.system`.
 */
export function readProjectTargets(
  root: SyntaxNode,
  system: string | null,
  diagnostics: Diagnostics,
): TargetSettings {
  const sections = [
    readSections(mappingAt(root, 'targets')),
    ...schedulers.map(({ name }) => schedulerOptions(name, entryOf(root, name))),
    localOptions(entryOf(root, 'local')),
    arrayLimit(entryOf(mappingAt(root, 'hpc'), 'max_array_size'), system),
  ];
  const targets = sections.map((section) => withWarnings(section, diagnostics)).reduce(mergeSections);
  // In options of machines, `~/` has a meaning.
  return mergeSections(targets, distributedOptions(entryOf(root, 'distributed')));
}

function schedulerOptions(name: string, entry: MappingEntry | null): TargetSettings {
  return entry === null ? {} : { [name]: implied(sectionOf(entry), entry) };
}

function localOptions(local: MappingEntry | null): TargetSettings {
  if (local?.value.kind !== 'mapping') return {};
  const entries = local.value.entries.filter(
    ({ key }) => !localResourceKeys.has(key.text) && key.text !== 'pre_script',
  );
  return entries.length === 0 ? {} : { local: implied({ ...local.value, entries }, local) };
}

/**
 * The keys of `distributed` about sharing a sweep among machines; the others belong to one machine or its environment.
 */
const sharingKeys: ReadonlySet<string> = new Set([
  ...['remotes', 'local_max_jobs', 'patience', 'remote_root', 'conda_env', 'rsync_include', 'rsync_excludes'],
]);
const notOfMachines: ReadonlySet<string> = new Set([
  ...['backend', 'spec', 'pull', 'rsync_include', 'rsync_excludes'],
]);

function distributedOptions(distributed: MappingEntry | null): TargetSettings {
  if (distributed?.value.kind !== 'mapping') return {};
  const enabled = entryOf(distributed.value, 'enabled')?.value;
  const isOff = enabled?.kind === 'scalar' && enabled.text === 'false';
  const entries = distributed.value.entries
    .filter(({ key }) => sharingKeys.has(key.text) && !(isOff && key.text === 'remotes'))
    .map(({ key, value }) => ({ key, value: key.text === 'remotes' ? machinesOnly(value) : value }));
  return { distributed: implied({ ...distributed.value, entries }, distributed) };
}

/** Tasks do not run on the login node of a cluster. */
function isForTasks(machine: SyntaxNode): boolean {
  const backend = entryOf(machine, 'backend')?.value;
  return backend?.kind !== 'scalar' || backend.text === 'ssh' || isNull(backend);
}

function machinesOnly(remotes: SyntaxNode): SyntaxNode {
  if (remotes.kind !== 'mapping') return remotes;
  const entries = remotes.entries
    .filter(({ value }) => isForTasks(value))
    .map(({ key, value }) => {
      if (value.kind !== 'mapping') return { key, value };
      const own = value.entries.filter((entry) => !notOfMachines.has(entry.key.text));
      return { key, value: { ...value, entries: own } };
    });
  return { ...remotes, entries };
}

function arrayLimit(entry: MappingEntry | null, system: string | null): TargetSettings {
  if (entry === null || system === null || system === 'local') return {};
  const options: SyntaxNode = { kind: 'mapping', entries: [entry], span: entry.value.span };
  return { [system]: implied(options, entry) };
}

function implied(value: SyntaxNode, entry: MappingEntry): TargetSetting {
  return { ...fromFile(value, entry.key.span), implied: true };
}

/** Joins two layers' sections: if both set an option, the higher layer's value replaces the other as a whole. */
export function mergeSections(higher: TargetSettings, lower: TargetSettings): TargetSettings {
  const merged: Record<string, TargetSetting> = { ...lower };
  for (const [name, section] of Object.entries(higher)) {
    const below = Object.hasOwn(lower, name) ? lower[name] : undefined;
    const value = mergeNodes(section.value, below?.value);
    const isImplied = section.implied === true && (below === undefined || below.implied === true);
    merged[name] = { value, origin: section.origin, ...(isImplied ? { implied: true } : {}) };
  }
  return merged;
}

function mergeNodes(higher: SyntaxNode, lower: SyntaxNode | undefined): SyntaxNode {
  if (higher.kind !== 'mapping' || lower?.kind !== 'mapping') return higher;
  const said = new Set(higher.entries.map(({ key }) => key.text));
  const inherited = lower.entries.filter(({ key }) => !said.has(key.text));
  return { ...higher, entries: [...higher.entries, ...inherited] };
}
