import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Resources } from '../plan/run-settings.ts';
import type { MappingEntry, SyntaxNode } from '../syntax/node.ts';
import { parseCount } from './count.ts';
import { parseMemory } from './memory.ts';
import { parseName } from './name.ts';
import { readLauncher } from './read-launcher.ts';
import { definedMembers, entryOf, fromFile, isNull, parsedSetting } from './read-node.ts';
import { reportProblem } from './report-problem.ts';
import { parseResourceString } from './resource-string.ts';
import type { Setting, Settled } from './settings.ts';
import type { Parsed } from './text-problem.ts';
import { parseWalltime } from './walltime.ts';

export type ResourceSettings = Partial<Settled<Resources>>;

/** The resources that are one number or name each. */
export type ScalarResource = Exclude<keyof Resources, 'launcher'>;

/** The keys by which a mapping sets its resources; null for a resource that it cannot set. */
type ResourceKeys = { readonly [K in ScalarResource]: string | null };

const typedKeys: ResourceKeys = {
  walltime: 'walltime',
  cpus: 'cpus',
  memory: 'memory',
  gpus: 'gpus',
  gpu_type: 'gpu_type',
  nodes: 'nodes',
  ranks: 'ranks',
  partition: 'partition',
  qos: 'qos',
  account: 'account',
};

/** The original's names, in its `local:` section. */
const localKeys: ResourceKeys = {
  walltime: 'walltime',
  cpus: 'cpus_per_task',
  memory: 'mem',
  gpus: 'gpus',
  gpu_type: null,
  nodes: null,
  ranks: null,
  partition: null,
  qos: null,
  account: null,
};

/** The keys of `local:` that are resources, not options of the target. */
export const localResourceKeys: ReadonlySet<string> = new Set(
  Object.values(localKeys).filter((key) => key !== null),
);

/** Reads `resources:`. */
export function readResources(node: SyntaxNode | null, diagnostics: Diagnostics): ResourceSettings {
  const launcher = readLauncher(entryOf(node, 'launcher'), diagnostics);
  return { ...readKeys(node, typedKeys, diagnostics), ...(launcher === undefined ? {} : { launcher }) };
}

/** Reads the resources of the original's `local:`. */
export function readLocalResources(node: SyntaxNode | null, diagnostics: Diagnostics): ResourceSettings {
  return readKeys(node, localKeys, diagnostics);
}

/** Reads `hpc.default_walltime` and `hpc.default_resources`; the first wins over a walltime in the second. */
export function readHpcResources(hpc: SyntaxNode | null, diagnostics: Diagnostics): ResourceSettings {
  const walltime = parsedSetting(entryOf(hpc, 'default_walltime'), parseWalltime, diagnostics);
  const written = readWrittenResources(entryOf(hpc, 'default_resources'), diagnostics);
  return walltime === undefined ? written : { ...written, walltime };
}

function readWrittenResources(entry: MappingEntry | null, diagnostics: Diagnostics): ResourceSettings {
  if (entry?.value.kind !== 'scalar' || isNull(entry.value)) return {};
  const node = entry.value;
  const { resources, problems } = parseResourceString(node.text);
  for (const problem of problems) reportProblem(diagnostics, { kind: 'scalar', node }, problem);
  return settleResources(resources, (value) => fromFile(value, entry.key.span));
}

/** Gives every resource of a resource string the same origin. */
export function settleResources(
  resources: Partial<Resources>,
  settle: <T>(value: T) => Setting<T>,
): ResourceSettings {
  const settled = Object.entries(resources).map(([key, value]) => [key, settle(value)]);
  return Object.fromEntries(settled) as ResourceSettings;
}

/** The reader of each resource. */
export const resourceParsers: {
  readonly [K in ScalarResource]: (text: string) => Parsed<NonNullable<Resources[K]>>;
} = {
  walltime: parseWalltime,
  cpus: (text) => parseCount('CPUs', text),
  memory: parseMemory,
  gpus: (text) => parseCount('GPUs', text),
  gpu_type: (text) => parseName('GPU type', text),
  nodes: (text) => parseCount('nodes', text),
  ranks: (text) => parseCount('ranks', text),
  partition: (text) => parseName('partition', text),
  qos: (text) => parseName('QOS', text),
  account: (text) => parseName('account', text),
};

function readKeys(node: SyntaxNode | null, keys: ResourceKeys, diagnostics: Diagnostics): ResourceSettings {
  const entry = (key: string | null): MappingEntry | null => (key === null ? null : entryOf(node, key));
  const names = Object.keys(resourceParsers) as ScalarResource[];
  const read = names.map((name) => [
    name,
    parsedSetting<unknown>(
      entry(keys[name]),
      resourceParsers[name] as (text: string) => Parsed<unknown>,
      diagnostics,
    ),
  ]);
  return definedMembers<Settled<Resources>>(Object.fromEntries(read));
}
