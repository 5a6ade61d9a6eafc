import { schedulers } from '../settings/schedulers.ts';
import type { DetectedProject } from './detect.ts';
import { fileText, schemaLine, yamlComment, yamlText } from './yaml-text.ts';

/** `schema` is the path of the file's JSON Schema, for editors; null if it is outside the project. */
export function initConfigFile(detected: DetectedProject, schema: string | null): string {
  return fileText([
    ...schemaLine(schema),
    '# Settings for all sweeps of this project. `hsm show --config` prints each setting and where it comes from.',
    '',
    'paths:',
    // An R script or a compiled program does not need Python.
    ...(detected.script === null || detected.script.path.endsWith('.py') ? interpreterLines(detected) : []),
    ...scriptLines(detected),
    // The folder is passed as an option of Hydra, which other programs would not know.
    detected.configDirectory === null || detected.script?.args !== 'hydra'
      ? '  # config_dir: conf  # a directory of Hydra configs'
      : `  config_dir: ${yamlText(detected.configDirectory)}`,
    '',
    `# The scheduler: ${schedulers.map(({ name }) => name).join(', ')} or local (default: detected from the commands on PATH).`,
    ...(detected.system === null
      ? yamlComment(['hpc:', `  system: ${schedulers[0]?.name}`])
      : ['hpc:', `  system: ${detected.system}`]),
    '',
    '# Resources per task. On this machine as many tasks run at once as the cores and the memory allow (default: one core per task).',
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
    '# Weights & Biases: each task gets these settings as environment variables. The API key is not written to any file.',
    ...yamlComment(['wandb:', '  project: my-project', '  mode: offline']),
  ]);
}

function interpreterLines(detected: DetectedProject): readonly string[] {
  if (detected.interpreter === null) {
    return [
      '  # No Python was found: set the one that runs your program.',
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
  const others =
    alternatives.length === 0 ? [] : [`  # Other candidates: ${alternatives.map(yamlText).join(', ')}`];
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
