import { join } from 'node:path';
import { type DetectedInterpreter, detectInterpreter } from './detect-interpreter.ts';
import { type DetectedScript, detectScript, namesIn } from './detect-script.ts';
import type { EnvironmentVariables } from './find-project.ts';
import { onPath } from './on-path.ts';

/** What `hsm init` finds in a project and on the machine; null for what it does not find. */
export interface DetectedProject {
  readonly interpreter: DetectedInterpreter | null;
  readonly script: DetectedScript | null;
  /** A folder of YAML files, relative to the project root. */
  readonly configDirectory: string | null;
  /** A scheduler whose commands are on PATH, as `hpc.system` takes it. */
  readonly system: 'slurm' | 'pbs' | 'sge' | null;
}

export function detectProject(root: string, environment: EnvironmentVariables): DetectedProject {
  return {
    interpreter: detectInterpreter(root, environment),
    script: detectScript(root),
    configDirectory: detectConfigDirectory(root),
    system: detectSystem(environment),
  };
}

function detectConfigDirectory(root: string): string | null {
  const candidates = ['conf', 'configs', 'config', 'src/conf', 'src/configs'];
  const holdsYaml = (name: string): boolean =>
    namesIn(join(root, name)).some((file) => /\.ya?ml$/.test(file));
  return candidates.find(holdsYaml) ?? null;
}

/** The scheduler of this machine. Grid Engine has a `qsub` too, and is the one that sets SGE_ROOT. */
export function detectSystem(environment: EnvironmentVariables): DetectedProject['system'] {
  if (onPath('sbatch', environment)) return 'slurm';
  if (!onPath('qsub', environment)) return null;
  return environment['SGE_ROOT'] ? 'sge' : 'pbs';
}
