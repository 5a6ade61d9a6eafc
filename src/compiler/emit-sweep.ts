import { join } from 'node:path';
import { settingsDiagnostics } from '../diagnostics/catalogue/settings.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Plan } from '../plan/plan.ts';
import type { Resources } from '../plan/run-settings.ts';
import { readOptions } from '../schema/defaults.ts';
import type { Settings } from '../settings/settings.ts';
import type { EmitContext, EmittedFile, Places, Target } from '../target-kit/target.ts';
import { loadTarget, type SettledTargets } from './discover-targets.ts';
import type { PackagePaths } from './package-paths.ts';

/** A target that accepts the plan, with what it prepared. */
export interface ReadyTarget {
  readonly target: Target;
  /** Null after errors, which were reported. */
  readonly prepared: unknown;
}

/** Loads the targets and those that they require, reads their options and calls `prepare` of each. Problems are reported. */
export async function readyTargets(
  names: readonly string[],
  plan: Plan,
  { settings, found }: SettledTargets,
  paths: PackagePaths,
  diagnostics: Diagnostics,
): Promise<readonly ReadyTarget[]> {
  const ready: ReadyTarget[] = [];
  const all = new Set(names);
  // Targets added during the iteration come last.
  for (const name of all) {
    const target = await loadTarget(name, paths, diagnostics);
    if (target === null) continue;
    for (const diagnostic of found.get(name)?.sorted() ?? []) diagnostics.add(diagnostic);
    const options = readOptions(settings.targets[name]?.value ?? null, target.options, diagnostics);
    if (options === null) continue;
    for (const required of target.requires?.(options) ?? []) all.add(required);
    const own = { ...plan, resources: resourcesOf(settings, name) };
    ready.push({ target, prepared: target.prepare(own, options, diagnostics, placesOf(settings, name)) });
  }
  reportIgnored(ready, settings, diagnostics);
  return ready;
}

/** A resource on the command line that no target uses. In a file it may be meant for another target. */
function reportIgnored(
  ready: readonly ReadyTarget[],
  { resources }: Settings,
  diagnostics: Diagnostics,
): void {
  const [first] = ready;
  for (const [resource, { value, origin }] of Object.entries(resources)) {
    if (first === undefined || value === null || origin.kind !== 'option') continue;
    const isHonoured = ({ target: { honours } }: ReadyTarget): boolean =>
      honours.some((each) => each === resource);
    if (ready.some(isHonoured)) continue;
    const { name: target } = first.target;
    diagnostics.add(
      diagnose(settingsDiagnostics.resourceIgnored, { resource, option: origin.option, target }, {}),
    );
  }
}

/** The resources of a task, as a target gets them. */
export function resourcesOf(settings: Settings, name: string | undefined): Resources {
  const { resources = settings.resources } = (name !== undefined && settings.targets[name]) || {};
  const values = Object.entries(resources).map(([key, { value }]) => [key, value]);
  return Object.fromEntries(values) as Resources;
}

/** The places where the settings of a target are written. */
function placesOf(settings: Settings, name: string): Places {
  const section = settings.targets[name];
  const root = section?.said ?? section?.value ?? null;
  const resources = section?.resources ?? settings.resources;
  return {
    option(...keys) {
      let node = root;
      for (const key of keys) {
        if (node?.kind === 'sequence') node = node.items[Number(key)] ?? null;
        else if (node?.kind === 'mapping') {
          node = node.entries.find((entry) => entry.key.text === key)?.value ?? null;
        } else return undefined;
      }
      return node?.span;
    },
    resource(resource) {
      const { origin } = resources[resource];
      return origin.kind === 'file' ? origin.span : undefined;
    },
    retry(cause) {
      const { origin } = settings.failures[cause];
      return origin.kind === 'file' ? origin.span : undefined;
    },
  };
}

/**
 * The scripts that every target needs and those of each target, sorted by path.
 * @throws Error if one path has two different texts: a bug in a target, not in the sweep.
 */
export async function emitScripts(
  ready: readonly ReadyTarget[],
  plan: Plan,
  context: Omit<EmitContext, 'render'>,
  paths: PackagePaths,
): Promise<readonly EmittedFile[]> {
  const [{ createRenderer }, { commonScripts }] = await Promise.all([
    import('../emit/render.ts'),
    import('../emit/common-scripts.ts'),
  ]);
  const common = commonScripts(plan, { ...context, render: createRenderer([paths.partials]) });
  const files = new Map(common.map((file) => [file.path, file]));
  for (const { target, prepared } of ready) {
    const folder = join(paths.targetTemplates, target.name, 'templates');
    const render = createRenderer([paths.partials, folder]);
    for (const file of target.emit(prepared, { ...context, render })) {
      const other = files.get(file.path);
      if (other !== undefined && other.text !== file.text) {
        throw new Error(`${file.path} is emitted twice and differs; the target ${target.name} is the second`);
      }
      files.set(file.path, file);
    }
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
