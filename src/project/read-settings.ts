import { settingsDiagnostics } from '../diagnostics/catalogue/settings.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { mergeSettings } from '../settings/merge.ts';
import type { Settings, SettingsLayer } from '../settings/settings.ts';
import { unsetVariable } from './expand-path.ts';
import { type EnvironmentVariables, findProject, type Project } from './find-project.ts';
import { readSettingsFile, shownPath } from './read-inputs.ts';

/** The settings of the project of a directory, without those of any sweep file. */
export interface ProjectSettings {
  readonly project: Project;
  /** Built-in if a file is broken. */
  readonly settings: Settings;
}

/** Reads only the project's and the user's file: the current text of a past sweep's file does not matter. */
export function readProjectSettings(
  workingDirectory: string,
  environment: EnvironmentVariables,
  diagnostics: Diagnostics,
): ProjectSettings {
  const project = findProject(workingDirectory, { environment });
  const { layers, isComplete } = readFileLayers(project, workingDirectory, diagnostics);
  return { project, settings: mergeSettings(layers, isComplete) };
}

export interface FileLayers {
  /** The highest first. */
  readonly layers: readonly SettingsLayer[];
  /** False if a file is broken. */
  readonly isComplete: boolean;
}

/** The layers of the project's and the user's file. Reports files with their names that are ignored. */
export function readFileLayers(
  project: Project,
  workingDirectory: string,
  diagnostics: Diagnostics,
): FileLayers {
  for (const { path, instead } of project.passedOver) {
    const [shown, other] = [path, instead].map((each) => shownPath(each, workingDirectory));
    const help = 'move its settings to the other file, and remove it';
    diagnostics.add(
      diagnose(settingsDiagnostics.filePassedOver, { path: `${shown}`, other: `${other}` }, { help }),
    );
  }
  const read = [project.configFile, project.userConfigFile].map((path) =>
    path === null ? [] : readSettingsFile(path, workingDirectory, diagnostics),
  );
  return { layers: read.flatMap((layers) => layers ?? []), isComplete: !read.includes(null) };
}

/** Reports a variable in `paths.output_dir` that is not set on this machine; returns whether it did. */
export function reportUnset(
  settings: Settings,
  environment: EnvironmentVariables,
  diagnostics: Diagnostics,
): boolean {
  const { value, origin } = settings.paths.output_dir;
  const name = unsetVariable(value, environment);
  if (name === null) return false;
  const primary = origin.kind === 'file' ? { span: origin.span, text: 'needed for the build' } : undefined;
  const help = `export \`${name}\`, or add a fallback: \`{env:${name}:-/path}\``;
  diagnostics.add(diagnose(settingsDiagnostics.unsetVariable, { name }, { primary, help }));
  return true;
}
