import type { DetectedProject } from './detect.ts';
import { argsLines } from './init-args.ts';
import { proposedLines } from './init-parameters.ts';
import { fileText, schemaLine, yamlComment } from './yaml-text.ts';

/** `schema` is the path of the file's JSON Schema, for editors; null if it is outside the project. */
export function initSweepFile(detected: DetectedProject, schema: string | null): string {
  return fileText([
    ...schemaLine(schema),
    '# A sweep. `hsm check` finds mistakes, `hsm show` lists the tasks, `hsm run` runs them on this machine.',
    '',
    ...(proposedLines(detected) ?? generalLines(detected)),
    '',
    ...argsLines(detected),
    '',
    "# The file with a task's results, for `hsm collect` and `hsm report`. It must be in the task's own directory. Tasks start in",
    '# the project root, so a program that writes to `metrics.json` there overwrites the results of the other tasks. The',
    "# environment variable HSM_TASK_DIR contains the path of the task's directory; `{task_dir}` in `defaults`, `args` or",
    '# `command` is replaced with it.',
    ...yamlComment(['results:', '  json: metrics.json', '  maximize: accuracy']),
  ]);
}

/** For a program with unknown parameters: one that most programs have, and other common names as comments. */
function generalLines({ script }: DetectedProject): readonly string[] {
  const hydra = script === null || script.args === 'hydra';
  return [
    'sweep:',
    '  # Every combination of these values becomes a task.',
    '  grid:',
    '    seed: [1, 2, 3]',
    ...(hydra
      ? ['    # optimizer.lr: [1e-3, 1e-2]', '    # model.hidden_size: [128, 256, 512]']
      : ['    # lr: [1e-3, 1e-2]', '    # hidden_size: [128, 256, 512]']),
    '',
    '  # Parameters that vary together: the first value of each, then the second of each, and so on.',
    '  # paired:',
    '  #   - model_and_data:',
    `  #       ${hydra ? 'model.name' : 'model'}: [cnn, transformer]`,
    `  #       ${hydra ? 'data.augmentation' : 'augmentation'}: [basic, advanced]`,
    '',
    '  # Combinations to exclude.',
    '  # exclude:',
    '  #   - seed: 3',
    '',
    '# Parameters with the same value in every task.',
    '# defaults:',
    `#   ${hydra ? 'trainer.epochs' : 'epochs'}: 10`,
  ];
}
