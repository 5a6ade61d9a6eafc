import type { Report } from '../diagnostics/report.ts';
import { type EnvironmentVariables, findProject, type Project } from '../project/find-project.ts';
import { mergeSettings } from '../settings/merge.ts';
import type { Settings, SettingsLayer } from '../settings/settings.ts';
import { readSettingsFile } from './read-inputs.ts';

/** The settings of the project around a directory, without those of any sweep file. */
export interface ProjectSettings {
  readonly project: Project;
  /** Built-in where a file is broken. */
  readonly settings: Settings;
}

/** Reads the project's and the user's file and nothing else: what a past sweep's file says now is no matter. */
export function readProjectSettings(
  workingDirectory: string,
  environment: EnvironmentVariables,
  report: Report,
): ProjectSettings {
  const project = findProject(workingDirectory, { environment });
  return { project, settings: mergeSettings(readFileLayers(project, workingDirectory, report)) };
}

/** The layers of the project's and the user's file, the highest first. */
export function readFileLayers(
  project: Project,
  workingDirectory: string,
  report: Report,
): readonly SettingsLayer[] {
  return [project.configFile, project.userConfigFile].flatMap((path) => {
    const layer = path === null ? null : readSettingsFile(path, workingDirectory, report);
    return layer === null ? [] : [layer];
  });
}
