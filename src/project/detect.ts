import { join } from 'node:path';
import { type DetectedInterpreter, detectInterpreter } from './detect-interpreter.ts';
import { type DetectedScript, detectScript, namesIn } from './detect-script.ts';
import type { EnvironmentVariables } from './find-project.ts';

/** What `hsm init` finds in a project and on the machine; null for what it does not find. */
export interface DetectedProject {
  readonly interpreter: DetectedInterpreter | null;
  readonly script: DetectedScript | null;
  /** A folder of YAML files, relative to the project root. */
  readonly configDirectory: string | null;
  /** A scheduler whose commands are on PATH, as `hpc.system` takes it. */
  readonly system: string | null;
}

/** `system` is the scheduler that was found on the machine. */
export function detectProject(
  root: string,
  environment: EnvironmentVariables,
  system: string | null,
): DetectedProject {
  return {
    interpreter: detectInterpreter(root, environment),
    script: detectScript(root),
    configDirectory: detectConfigDirectory(root),
    system,
  };
}

function detectConfigDirectory(root: string): string | null {
  const candidates = ['conf', 'configs', 'config', 'src/conf', 'src/configs'];
  const holdsYaml = (name: string): boolean =>
    namesIn(join(root, name)).some((file) => /\.ya?ml$/.test(file));
  return candidates.find(holdsYaml) ?? null;
}
