import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { ProjectFacts } from '../check/project-facts.ts';
import { expandHome } from '../project/expand-home.ts';
import type { EnvironmentVariables, Project } from '../project/find-project.ts';
import { isExecutable, onPath } from '../project/on-path.ts';

/** Answers about the disk below a project root, about PATH, and about the files of a sweep. */
export function projectFacts(
  { root, userConfigFile }: Project,
  workingDirectory: string,
  environment: EnvironmentVariables,
): ProjectFacts {
  const pathOf = (path: string): string => resolve(root, expandHome(path, environment));
  return {
    fileExists: (path) => isFile(pathOf(path)),
    directoryExists: (path) => statSync(pathOf(path), { throwIfNoEntry: false })?.isDirectory() ?? false,
    executableExists: (nameOrPath) =>
      nameOrPath.includes('/') ? isExecutable(pathOf(nameOrPath)) : onPath(nameOrPath, environment),
    fileName: ({ path }) => {
      const absolute = resolve(workingDirectory, path);
      if (absolute === userConfigFile) return '~/.config/hsm/config.yaml';
      return relative(root, absolute).split(sep).join('/');
    },
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
