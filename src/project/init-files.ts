import { schedulers } from '../settings/schedulers.ts';
import type { DetectedProject } from './detect.ts';
import { yamlComment, yamlText } from './yaml-text.ts';

/** `schema` is the path of the file's JSON Schema, for editors; null where the project does not hold it. */
export function initSweepFile(detected: DetectedProject, schema: string | null): string {
  const args = detected.script?.args ?? null;
  const hydra = detected.script === null || args === 'hydra';
  return fileText([
    ...schemaLine(schema),
    '# What to sweep. `hsm check` finds mistakes, `hsm show` prints what will run, `hsm run` runs it here.',
    '',
    'sweep:',
    '  # Every combination of these values; a parameter is a list.',
    '  grid:',
    '    seed: [1, 2, 3]',
    ...(hydra
      ? ['    # optimizer.lr: [1e-3, 1e-2]', '    # model.hidden_size: [128, 256, 512]']
      : ['    # lr: [1e-3, 1e-2]', '    # hidden_size: [128, 256, 512]']),
    '',
    '  # Parameters that change together: the first values, then the second, and so on.',
    '  # paired:',
    '  #   - model_and_data:',
    `  #       ${hydra ? 'model.name' : 'model'}: [cnn, transformer]`,
    `  #       ${hydra ? 'data.augmentation' : 'augmentation'}: [basic, advanced]`,
    '',
    '  # Combinations to leave out.',
    '  # exclude:',
    '  #   - seed: 3',
    '',
    '# Parameters that every task gets.',
    '# defaults:',
    `#   ${hydra ? 'trainer.epochs' : 'epochs'}: 10`,
    '',
    ...argsLines(detected.script),
    '',
    '# What a task leaves in its directory, for `hsm collect-results` and `hsm report`. Tasks start in the project root, all of them:',
    '# a program that writes to `metrics.json` there overwrites the result of every other task. Have it write to the directory',
    '# that the environment variable HSM_TASK_DIR names, or pass `{task_dir}` in `defaults`, `args` or `command`.',
    ...yamlComment(['results:', '  json: metrics.json', '  maximize: accuracy']),
  ]);
}

/** `schema` is the path of the file's JSON Schema, for editors; null where the project does not hold it. */
export function initConfigFile(detected: DetectedProject, schema: string | null): string {
  return fileText([
    ...schemaLine(schema),
    '# Settings of this project, for all its sweeps. `hsm show --config` prints what holds and why.',
    '',
    'paths:',
    ...interpreterLines(detected),
    ...scriptLines(detected),
    // It is passed as an option of Hydra, which another program would not know.
    detected.configDirectory === null || detected.script?.args !== 'hydra'
      ? '  # config_dir: conf  # of Hydra'
      : `  config_dir: ${yamlText(detected.configDirectory)}`,
    '',
    `# The scheduler: ${schedulers.map(({ name }) => name).join(', ')} or local. Without this it is found by its commands.`,
    ...(detected.system === null
      ? yamlComment(['hpc:', `  system: ${schedulers[0]?.name}`])
      : ['hpc:', `  system: ${detected.system}`]),
    '',
    '# What one task asks for. `local.sh` runs as many tasks at a time as there are cores for their `cpus`, one each if not given.',
    ...resourceLines(),
    '',
    '# What is set up before each task.',
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

function schemaLine(schema: string | null): readonly string[] {
  return schema === null ? [] : [`# yaml-language-server: $schema=${schema}`];
}

function interpreterLines(detected: DetectedProject): readonly string[] {
  if (detected.interpreter === null) {
    return [
      '  # No Python was found: name the one that runs your training.',
      '  # python_interpreter: python3',
    ];
  }
  const { path, reason } = detected.interpreter;
  return [`  python_interpreter: ${yamlText(path)}  # ${reason}`];
}

function scriptLines(detected: DetectedProject): readonly string[] {
  if (detected.script === null) {
    return ['  # No training script was found: name yours.', '  # train_script: train.py'];
  }
  const { path, alternatives } = detected.script;
  const others = alternatives.length === 0 ? [] : [`  # Or is it ${alternatives.map(yamlText).join(', ')}?`];
  return [`  train_script: ${yamlText(path)}`, ...others];
}

function resourceLines(): readonly string[] {
  // None of it is seen from here: too much leaves cores idle and jobs waiting, too little ends tasks early.
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

function argsLines(script: DetectedProject['script']): readonly string[] {
  const comment = [
    '# How parameters reach the program: hydra (name=value, quoted for Hydra), argparse (--name value), env (variables),',
    '# or words: ["{name}={value}"], or ["{value}"] for the values alone, in the order of this file. For flags and options of several',
    '# words: {style: argparse, booleans: flag, lists: words}.',
  ];
  if (script === null) return [...comment, '# args: hydra'];
  const { args, path } = script;
  if (args === 'words')
    return [...comment, `# ${path} looks like it splits name=value.`, 'args: ["{name}={value}"]'];
  if (args !== null) return [...comment, `# ${path} looks like it uses ${args}.`, `args: ${args}`];
  return [...comment, `# Nothing in ${path} tells; without \`args\` it is hydra.`, '# args: env'];
}

function fileText(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
