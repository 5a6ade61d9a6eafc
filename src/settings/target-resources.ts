import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Resources } from '../plan/run-settings.ts';
import type { MappingEntry } from '../syntax/node.ts';
import { fromFile, parsedSetting } from './read-node.ts';
import { resourceParsers, type ScalarResource } from './read-resources.ts';
import type { Setting, SettingOrigin, Settings, Settled, TargetSetting } from './settings.ts';
import type { Parsed } from './text-problem.ts';

/** How the options of a target relate to the resources of a task. */
export interface ResourceOptions {
  /** The target's own names for resources: `cpus_per_task` is `cpus`. */
  readonly same: Readonly<Record<string, ScalarResource>>;
  /** Options that set a resource in another way and stay options: memory per CPU is one for `memory`. */
  readonly instead: Readonly<Record<string, ScalarResource>>;
}

/**
 * Decides which value a target gets if a resource and an option of the target mean the same. Each belongs to the layer
 * in which it is written. The higher layer wins; within one layer the option wins, because it is more specific. So
 * `--walltime` wins over every file's value for a target. A `null` removes the resource for this target.
 */
export function settleTarget(
  section: TargetSetting,
  { same, instead }: ResourceOptions,
  settings: Settings,
  diagnostics: Diagnostics,
): TargetSetting {
  const node = section.value;
  if (node.kind !== 'mapping') return section;
  const resources: Record<string, Setting<unknown>> = { ...settings.resources };
  const said: MappingEntry[] = [];
  const options: MappingEntry[] = [];
  for (const entry of node.entries) {
    const word = Object.hasOwn(same, entry.key.text) ? same[entry.key.text] : undefined;
    const name = word ?? (Object.hasOwn(instead, entry.key.text) ? instead[entry.key.text] : undefined);
    if (name !== undefined && outranks(settings.resources[name].origin, entry, settings)) continue;
    said.push(entry);
    // The schema of the options reports values that are not scalars.
    const setting = word === undefined ? undefined : readResource(word, entry, diagnostics);
    if (word === undefined || entry.value.kind !== 'scalar') options.push(entry);
    else if (setting !== undefined) resources[word] = setting;
  }
  return {
    ...section,
    value: { ...node, entries: options },
    said: { ...node, entries: said },
    resources: resources as Settled<Resources>,
  };
}

function readResource(
  name: ScalarResource,
  entry: MappingEntry,
  diagnostics: Diagnostics,
): Setting<unknown> | undefined {
  const setting = parsedSetting<unknown>(
    entry,
    resourceParsers[name] as (text: string) => Parsed<unknown>,
    diagnostics,
  );
  return setting && fromFile(setting.value, entry.value.span);
}

/** Whether a setting belongs to a higher layer than an entry of a file. */
function outranks(origin: SettingOrigin, { key }: MappingEntry, { sources }: Settings): boolean {
  if (origin.kind !== 'file') return origin.kind === 'option';
  return sources.indexOf(origin.span.source) < sources.indexOf(key.span.source);
}
