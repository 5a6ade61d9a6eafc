import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ProjectFacts } from '../check/project-facts.ts';
import type { EnvironmentVariables } from '../project/find-project.ts';
import { isExecutable, onPath } from '../project/on-path.ts';

/** Answers about the disk below a project root, and about PATH. */
export function projectFacts(root: string, environment: EnvironmentVariables): ProjectFacts {
  return {
    fileExists: (path) => isFile(resolve(root, path)),
    executableExists: (nameOrPath) =>
      nameOrPath.includes('/') ? isExecutable(resolve(root, nameOrPath)) : onPath(nameOrPath, environment),
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
