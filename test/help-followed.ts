/**
 * Help that proposes no text for the place that is underlined, and what its reader does in the example of the code's page:
 * this text is replaced by that. What a page warns of in more than one way is here in one.
 */
export const followed: Readonly<Record<string, readonly [string, string]>> = {
  HSM105: [
    'sweep:\n  grid:\n    seed: [1, 2]\n---\nsweep:\n  grid:',
    'sweep:\n- grid:\n    seed: [1, 2]\n- grid:',
  ],
  HSM106: ['[1, 2\n', '[1, 2]\n'],
  HSM108: ['&seeds', '&seed'],
  HSM112: ['!range ', ''],
  HSM205: ['defaults:', 'sweep: {grid: {lr: [1, 2]}}\ndefaults:'],
  HSM301: ['sweep: []', 'sweep: {grid: {seed: [1, 2]}}'],
  HSM302: ['grid: {}', 'grid: {lr: [1, 2]}'],
  HSM303: ['paired:\n    - model_and_data:\n        model.name', 'grid:\n        model.name'],
  HSM304: [
    'model: {name: [cnn, mlp], size: [64, 128]}\n      data: {name: [mnist, cifar], batch: [32, 16]}',
    'both: {model.name: [cnn, mlp], model.size: [64, 128], data.name: [mnist, cifar], data.batch: [32, 16]}',
  ],
  HSM308: ['  seed: 0\n', '  lr: 0\n'],
  HSM315: [
    '    a15: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n',
    '  paired:\n    - last: {a15: [1, 2], a16: [1, 2]}\n',
  ],
  HSM320: ['learning rate', 'learning_rate'],
  HSM323: ['learning rate', 'learning-rate'],
  HSM324: ['args: argparse', 'args: ["--{name}={value}"]'],
  HSM330: ['script: train.py\n', ''],
  HSM332: ['no-such-script.py', 'train.py'],
  HSM336: ['> log', "'>' log"],
  HSM338: ['["--{name}"]', '["--{name}={value}"]'],
  HSM340: ['  keys: [accuracy]', '  json: metrics.json'],
  HSM341: ['keys: [loss]', 'columns: [loss]'],
  HSM342: ['stdout.log\n', "stdout.log\n  patterns: {loss: 'loss: ([0-9.]+)'}\n"],
  HSM344: ['\\d{1,3}', '\\d+'],
  HSM345: ['json: test.json\n    keys: [loss]', 'json: test.json\n    keys: {other: loss}'],
  HSM346: ['  minimize: loss\n', ''],
  HSM363: [
    '  grid:\n    out: ["{task_dir}/a", "{task_dir}/b"]',
    '  grid: {seed: [1, 2]}\ndefaults:\n  out: "{task_dir}/a"',
  ],
  HSM380: ['{values: [0.1, 0.01]}', '[0.1, 0.01]'],
  HSM405: ['gpu long', 'gpu-long'],
  HSM406: ['omp-threads', 'omp_threads'],
  HSM408: ['    WANDB_API_KEY: 0123456789abcdef', '    OMP_NUM_THREADS: 4'],
  SLURM104: ['tasks_per_job: 4', 'tasks_per_job: 2'],
  SLURM107: ['    limits:', '    workers: 2\n    limits:'],
  SLURM108: ['    limits:', '    tasks_per_job: auto\n    limits:'],
  SLURM110: ['extra_directives: ["--array=1-5"]', 'array_throttle: 2'],
  SLURM111: ['extra_directives: ["--time=01:00:00"]', 'walltime: 1h'],
  SLURM114: ['    signal: 0\n', ''],
  SLURM120: ['script: train.py', 'command: srun python3 train.py'],
};
