import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { type Diagnostic, diagnose, type Label } from '../diagnostics/diagnostic.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { quoted } from '../diagnostics/quoted.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Settings } from '../settings/settings.ts';
import { settleTarget } from '../settings/target-resources.ts';
import type { Target } from '../target-kit/target.ts';
import type { PackagePaths } from './package-paths.ts';

/** The names of all targets, sorted; none is loaded. */
export function listTargets(paths: PackagePaths): readonly string[] {
  if (!existsSync(paths.targets)) return [];
  return readdirSync(paths.targets)
    .filter((name) => existsSync(join(paths.targets, name, paths.targetModule)))
    .sort();
}

/** Loads one target. An unknown name is reported and gives null. */
export async function loadTarget(
  name: string,
  paths: PackagePaths,
  diagnostics: Diagnostics,
): Promise<Target | null> {
  const names = listTargets(paths);
  if (!names.includes(name)) {
    diagnostics.add(targetUnknown(name, names));
    return null;
  }
  const file = join(paths.targets, name, paths.targetModule);
  const loaded = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    readonly default?: Target;
    readonly target?: Target;
  };
  const target = loaded.target ?? loaded.default;
  if (target === undefined) throw new Error(`targets/${name}/${paths.targetModule} exports no target`);
  return target;
}

/** The merged settings with the options of every target, and the problems of each. */
export interface SettledTargets {
  readonly settings: Settings;
  /** By the target's name. Problems of targets that are not built are ignored. */
  readonly found: ReadonlyMap<string, Diagnostics>;
}

/** Reads the options of every target in the settings. */
export async function settleTargets(settings: Settings, paths: PackagePaths): Promise<SettledTargets> {
  const known = listTargets(paths);
  const targets = { ...settings.targets };
  const found = new Map<string, Diagnostics>();
  for (const [name, section] of Object.entries(targets)) {
    const target = known.includes(name) ? await loadTarget(name, paths, new Diagnostics()) : null;
    if (target?.resourceOptions !== undefined) {
      const own = new Diagnostics();
      targets[name] = settleTarget(section, target.resourceOptions, settings, own);
      found.set(name, own);
    }
  }
  return { settings: { ...settings, targets }, found };
}

/** Reports options for a target that does not exist, such as `targets.slrum`. */
export function checkTargetNames(
  options: Settings['targets'],
  paths: PackagePaths,
  diagnostics: Diagnostics,
): void {
  const names = listTargets(paths);
  for (const [name, { value, origin, implied }] of Object.entries(options)) {
    // Sections for the original tool may be in a project file that no target reads.
    if (implied !== true && !names.includes(name)) {
      const span = origin.kind === 'file' ? origin.span : value.span;
      diagnostics.add(targetUnknown(name, names, { span, text: 'unknown target' }));
    }
  }
}

/** The diagnostic for a target that is not among `names`. */
function targetUnknown(name: string, names: readonly string[], primary?: Label): Diagnostic {
  const close = didYouMean(name, names);
  const known = names.length === 0 ? 'no targets are installed' : `the targets are ${quoted(names)}`;
  return diagnose(
    commandDiagnostics.targetUnknown,
    { name },
    { primary, help: close === undefined ? known : `did you mean \`${close}\`?` },
  );
}
