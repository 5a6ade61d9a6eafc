import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, run } from '../cli/run-main.ts';

/** A built sweep whose `collect.sh` prints a given text. */
export interface BuiltSweep {
  /** The directory of the project. */
  readonly root: string;
  /** The directory of the sweep. */
  readonly directory: string;
  /** Restores its own scripts. */
  readonly restore: () => void;
}

const small = `sweep:
  grid:
    optimizer: [adam, sgd]
    lr: [0.1, 0.01, 1e-3]
script: train.py
`;

/** Builds a sweep as `first`; its results are this CSV, and its failures are this TSV, if given. */
export async function builtSweep(csv: string, sweep: string = small, errors?: string): Promise<BuiltSweep> {
  const root = project({ 'sweeps/sweep.yaml': sweep });
  const { code, error } = await run(root, ['build', '--name', 'first']);
  if (code !== 0) throw new Error(error);
  const directory = join(root, 'sweeps/outputs/first');
  const scripts = ['collect', 'errors'].map((name) => join(directory, `scripts/${name}.sh`));
  const originals = scripts.map((script) => readFileSync(script));
  printing(directory, 'collect', csv);
  if (errors === undefined) rmSync(join(directory, 'scripts/errors.sh'));
  else printing(directory, 'errors', errors);
  const restore = (): void => {
    for (const [at, script] of scripts.entries()) {
      writeFileSync(script, originals[at] ?? '');
      rmSync(script.replace(/sh$/, 'txt'), { force: true });
    }
  };
  return { root, directory, restore };
}

/** Installs a script that always prints the same text. */
export function printing(directory: string, script: string, text: string): void {
  writeFileSync(join(directory, `scripts/${script}.txt`), text);
  writeFileSync(join(directory, `scripts/${script}.sh`), `#!/bin/bash\ncat "\${BASH_SOURCE[0]%.sh}.txt"\n`);
}

/** Records the command of a task, as running the task would. */
export function recordCommand(directory: string, task: number, command: string): void {
  mkdirSync(join(directory, `tasks/task_${task}`), { recursive: true });
  writeFileSync(join(directory, `tasks/task_${task}/command.txt`), `${command}\n`);
}
