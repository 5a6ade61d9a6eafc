import { schedulers } from '../settings/schedulers.ts';
import type { DetectedProject } from './detect.ts';
import { fileText, schemaLine, yamlComment, yamlText } from './yaml-text.ts';

/** `schema` is the path of the file's JSON Schema, for editors; null if it is outside the project. */
export function initConfigFile(detected: DetectedProject, schema: string | null): string {
  return fileText([
    ...schemaLine(schema),
    '# Settings of this project, for all its sweeps. `hsm show --config` prints all settings and where they come from.',
    '',
    'paths:',
    // An R script or a compiled program does not need Python.
    ...(detected.script === null || detected.script.path.endsWith('.py') ? interpreterLines(detected) : []),
    ...scriptLines(detected),
    // The folder is passed as an option of Hydra, which other programs would not know.
    detected.configDirectory === null || detected.script?.args !== 'hydra'
      ? '  # config_dir: conf  # of Hydra'
      : `  config_dir: ${yamlText(detected.configDirectory)}`,
    '',
    `# The scheduler: ${schedulers.map(({ name }) => name).join(', ')} or local. By default it is detected by its commands.`,
    ...(detected.system === null
      ? yamlComment(['hpc:', `  system: ${schedulers[0]?.name}`])
      : ['hpc:', `  system: ${detected.system}`]),
    '',
    '# Resources per task. `local.sh` runs as many tasks at a time as cores and `cpus` allow (default: one core per task).',
    ...resourceLines(),
    '',
    '# The environment of each task.',
    ...yamlComment([
      'environment:',
      '  modules: [cuda/12.4]',
      '  setup:',
      '    - ulimit -c 0',
      '  variables:',
      '    OMP_NUM_THREADS: 4',
    ]),
    '',
    '# Weights & Biases: exported to each task, no change to your code. The API key stays in your shell.',
    ...yamlComment(['wandb:', '  project: my-project', '  mode: offline']),
  ]);
}

function interpreterLines(detected: DetectedProject): readonly string[] {
  if (detected.interpreter === null) {
    return [
      '  # No Python was found: set the one that runs your training.',
      '  # python_interpreter: python3',
    ];
  }
  const { path, reason } = detected.interpreter;
  return [`  python_interpreter: ${yamlText(path)}  # ${reason}`];
}

function scriptLines(detected: DetectedProject): readonly string[] {
  if (detected.script === null) {
    return ['  # No training script was found: set yours.', '  # train_script: train.py'];
  }
  const { path, alternatives } = detected.script;
  const others = alternatives.length === 0 ? [] : [`  # Or is it ${alternatives.map(yamlText).join(', ')}?`];
  return [`  train_script: ${yamlText(path)}`, ...others];
}

function resourceLines(): readonly string[] {
  // None of these can be detected. Too large a value leaves cores idle and jobs waiting; too small a value ends tasks
  // early.
  return yamlComment([
    'resources:',
    '  walltime: "04:00:00"',
    '  memory: 16G',
    '  cpus: 4',
    '  gpus: 1',
    '  partition: gpu',
    '  account: my-project',
  ]);
}
