import type { DetectedProject } from './detect.ts';
import { argsLines } from './init-args.ts';
import { proposedLines } from './init-parameters.ts';
import { fileText, schemaLine, yamlComment } from './yaml-text.ts';

/** `schema` is the path of the file's JSON Schema, for editors; null if it is outside the project. */
export function initSweepFile(detected: DetectedProject, schema: string | null): string {
  return fileText([
    ...schemaLine(schema),
    '# What to sweep. `hsm check` finds mistakes, `hsm show` prints what will run, `hsm run` runs it here.',
    '',
    ...(proposedLines(detected) ?? generalLines(detected)),
    '',
    ...argsLines(detected),
    '',
    "# Results in a task's directory, for `hsm collect-results` and `hsm report`. All tasks start in the project root:",
    '# a program that writes to `metrics.json` there overwrites the results of all other tasks. Make it write to the directory',
    '# in the environment variable HSM_TASK_DIR, or pass `{task_dir}` in `defaults`, `args` or `command`.',
    ...yamlComment(['results:', '  json: metrics.json', '  maximize: accuracy']),
  ]);
}

/** For a program with unknown parameters: one that most programs have, and other common names as comments. */
function generalLines({ script }: DetectedProject): readonly string[] {
  const hydra = script === null || script.args === 'hydra';
  return [
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
    '  # Combinations to exclude.',
    '  # exclude:',
    '  #   - seed: 3',
    '',
    '# Parameters that every task gets.',
    '# defaults:',
    `#   ${hydra ? 'trainer.epochs' : 'epochs'}: 10`,
  ];
}
