import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { ProjectFacts } from '../check/project-facts.ts';
import { systemReason } from '../diagnostics/system-reason.ts';
import { beginningOf } from '../project/beginning-of.ts';
import { expandPath } from '../project/expand-path.ts';
import type { EnvironmentVariables, Project } from '../project/find-project.ts';
import { isExecutable, onPath } from '../project/on-path.ts';
import type { Machine } from '../settings/machine.ts';

/**
 * Answers about the disk below a project root, about PATH, and about the files of a sweep. `machine` is the one that runs the tasks, if
 * it is not this one.
 */
export function projectFacts(
  { root, userConfigFile }: Project,
  workingDirectory: string,
  environment: EnvironmentVariables,
  machine: Machine | null,
): ProjectFacts {
  // A path that contains a variable which is not set here cannot be checked, so it is assumed to exist.
  const isThere = (path: string, test: (absolute: string) => boolean): boolean => {
    const expanded = expandPath(path, environment);
    return expanded === null || test(resolve(root, expanded));
  };
  const copied = machine?.workdir === '';
  return {
    elsewhere: machine === null ? [] : copied ? ['programs'] : ['programs', 'project'],
    fileExists: (path) => isThere(path, isFile),
    directoryExists: (path) => isThere(path, isDirectory),
    executableExists: (nameOrPath) =>
      nameOrPath.includes('/')
        ? isThere(nameOrPath, isExecutable)
        : onPath(expandPath(nameOrPath, environment) ?? nameOrPath, environment),
    fileText: (path) => {
      const expanded = expandPath(path, environment);
      return expanded === null ? null : beginningOf(resolve(root, expanded));
    },
    fileContent: (path) => {
      const expanded = expandPath(path, environment);
      if (expanded === null) return { reason: 'its path uses a variable that is not set' };
      const absolute = resolve(root, expanded);
      try {
        const bytes = readFileSync(absolute);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        return { bytes, sha256, shown: relative(workingDirectory, absolute) };
      } catch (error) {
        const reason = systemReason(error);
        if (reason === null) throw error;
        return { reason };
      }
    },
    fileName: ({ path }) => {
      const absolute = resolve(workingDirectory, path);
      if (absolute === userConfigFile) return '~/.config/hsm/config.yaml';
      return relative(root, absolute).split(sep).join('/');
    },
  };
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
