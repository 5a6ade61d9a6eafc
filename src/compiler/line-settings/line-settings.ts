import { diffArrays } from 'diff';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { type Compilation, type CompileRequest, compile, type Variation } from '../compile.ts';
import { loadTarget } from '../discover-targets.ts';
import { packagePaths } from '../package-paths.ts';
import { type LineSetting, NOT_SET, type SettingChange } from './change.ts';
import { varyPlan } from './vary-plan.ts';
import { varySettings } from './vary-settings.ts';
import { varyTarget } from './vary-target.ts';

/** For each line of an emitted file, the settings behind it. */
export type LineSettings = readonly (readonly LineSetting[])[];

/**
 * Finds the settings behind the lines of emitted files, by their paths: compiles once more for each setting, with only
 * that one changed, and compares the lines. So the templates need no annotations. Files that a compilation does not
 * make are left out.
 */
export async function lineSettings(
  request: CompileRequest,
  base: Compilation,
  paths: readonly string[],
): Promise<ReadonlyMap<string, LineSettings>> {
  const texts = linesOf(base, paths);
  const found = new Map([...texts].map(([path, lines]) => [path, lines.map((): LineSetting[] => [])]));
  for (const { variations, ...setting } of await changesOf(base)) {
    const changed = new Map([...texts].map(([path]) => [path, new Set<number>()]));
    for (const variation of variations) {
      const other = await tryToCompile(request, variation);
      for (const [path, lines] of other === null ? [] : linesOf(other, paths)) {
        for (const at of changedLines(texts.get(path) ?? [], lines)) changed.get(path)?.add(at);
      }
    }
    for (const [path, lines] of changed) for (const at of lines) found.get(path)?.[at]?.push(setting);
  }
  return new Map([...found].map(([path, lines]) => [path, lines.map(withoutUnset)]));
}

/** A setting that is not set counts only if none that is set affects the line. */
function withoutUnset(settings: readonly LineSetting[]): readonly LineSetting[] {
  const set = settings.filter(({ value }) => value !== NOT_SET);
  return set.length === 0 ? settings : set;
}

async function changesOf({ settings, plan, drivers }: Compilation): Promise<readonly SettingChange[]> {
  const targets = await Promise.all(
    [...drivers.keys()].map((name) => loadTarget(name, packagePaths(), new Diagnostics())),
  );
  return [
    ...targets.flatMap((target) => (target === null ? [] : varyTarget(settings, target))),
    ...varySettings(settings),
    ...(plan === null ? [] : varyPlan(plan)),
  ];
}

/** Null if the sweep cannot have that value: another one may work. */
async function tryToCompile(request: CompileRequest, variation: Variation): Promise<Compilation | null> {
  try {
    return await compile({ ...request, variation });
  } catch {
    // No check has seen the changed values, so anything may be thrown.
    return null;
  }
}

function linesOf({ files }: Compilation, paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const wanted = files.filter(({ path }) => paths.includes(path));
  return new Map(wanted.map(({ path, content }) => [path, splitLines(content.toString())]));
}

/** The lines of a text that ends in a line break. */
export function splitLines(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n');
}

/** The positions, from 0, of the lines that the other text does not have in that place. */
function changedLines(before: readonly string[], after: readonly string[]): readonly number[] {
  return [...matchLines(before, after)].flatMap((other, at) => (other === null ? [at] : []));
}

/** For each line, its position in the other text; null if it is not there. */
export function matchLines(before: readonly string[], after: readonly string[]): readonly (number | null)[] {
  const places: (number | null)[] = [];
  let at = 0;
  for (const { added, removed, count } of diffArrays([...before], [...after])) {
    if (added) at += count;
    else for (let step = 0; step < count; step++) places.push(removed ? null : at++);
  }
  return places;
}
