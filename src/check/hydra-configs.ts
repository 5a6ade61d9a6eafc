import type { Settings } from '../settings/settings.ts';
import type { Draft } from './draft.ts';
import type { ProjectFacts } from './project-facts.ts';
import { scriptOf } from './script-of.ts';

/**
 * The directories in which the configs of a Hydra program may be: the directory from the settings, and the
 * `config_path` that the script names, which is relative to the script.
 */
export function configDirectories(draft: Draft, settings: Settings, facts: ProjectFacts): readonly string[] {
  const script = scriptOf(draft, settings);
  const named = settings.paths.config_dir.value;
  const text = script === null ? null : facts.fileText(script);
  const [, path] = /\bconfig_path\s*=\s*["']([^"']+)["']/.exec(text ?? '') ?? [];
  const folder = script?.includes('/') ? script.replace(/\/[^/]*$/, '/') : '';
  return [
    ...(named === null ? [] : [named]),
    ...(path === undefined ? [] : [path.startsWith('/') ? path : folder + path]),
  ];
}
