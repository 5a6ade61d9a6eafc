import { join } from 'node:path';
import type { ProgramParameters } from '../program/parameter.ts';
import { readProgram } from '../program/read-program.ts';
import { beginningOf } from './beginning-of.ts';
import { type DetectedInterpreter, detectInterpreter } from './detect-interpreter.ts';
import { type DetectedScript, detectScript, namesIn } from './detect-script.ts';
import type { EnvironmentVariables } from './find-project.ts';
import { readHydra } from './hydra-parameters.ts';

/** What `hsm init` finds in a project and on the machine; null for what it does not find. */
export interface DetectedProject {
  readonly interpreter: DetectedInterpreter | null;
  readonly script: DetectedScript | null;
  /** The parameters that the script takes, as far as its text and its config show. */
  readonly program: ProgramParameters | null;
  /** A folder of YAML files, relative to the project root, that the script does not name itself. */
  readonly configDirectory: string | null;
  /** The scheduler whose commands are on PATH, as a value of `hpc.system`. */
  readonly system: string | null;
}

/** `system` is the scheduler that was found on the machine. */
export function detectProject(
  root: string,
  environment: EnvironmentVariables,
  system: string | null,
): DetectedProject {
  const script = detectScript(root);
  const configDirectory = detectConfigDirectory(root);
  const found = { interpreter: detectInterpreter(root, environment), script, system };
  const text = script === null ? null : beginningOf(join(root, script.path));
  if (script === null || text === null) return { ...found, program: null, configDirectory };
  if (script.args !== 'hydra') return { ...found, program: readProgram(script.path, text), configDirectory };
  const program = readHydra(root, script.path, text, configDirectory);
  return { ...found, program, configDirectory: program?.namesDirectory === true ? null : configDirectory };
}

function detectConfigDirectory(root: string): string | null {
  const candidates = ['conf', 'configs', 'config', 'src/conf', 'src/configs'];
  const holdsYaml = (name: string): boolean =>
    namesIn(join(root, name)).some((file) => /\.ya?ml$/.test(file));
  return candidates.find(holdsYaml) ?? null;
}
