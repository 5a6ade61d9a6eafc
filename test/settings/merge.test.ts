import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { describeSettings } from '../../src/settings/describe.ts';
import { builtInLayer, mergeSettings } from '../../src/settings/merge.ts';
import { optionLayer } from '../../src/settings/option-layer.ts';
import { readProjectText, readSweepText, valuesOf } from './read-settings.ts';

test('without layers, the built-in settings apply', () => {
  const settings = mergeSettings([]);
  expect(valuesOf(settings.paths)).toEqual({
    python_interpreter: 'python3',
    train_script: null,
    config_dir: null,
    output_dir: 'sweeps/outputs',
  });
  expect(new Set(Object.values(valuesOf(settings.resources)))).toEqual(new Set([null]));
  expect(valuesOf(settings.environment)).toEqual({
    modules: [],
    conda: null,
    venv: null,
    setup: [],
    variables: [],
    container: null,
  });
  expect(settings.wandb.enabled.value).toBe(false);
  expect(settings.wandb.mode.value).toBe('online');
  expect(mergeSettings([builtInLayer])).toEqual(settings);
});

test('each setting comes from the highest layer that sets it, and `describe` shows which one', () => {
  const diagnostics = new Diagnostics();
  const option = optionLayer(
    { walltime: '2h', resources: 'ncpus=16,walltime=9h', group: 'mine' },
    diagnostics,
  );
  const sweep = readSweepText(`sweep: {}
script: train.py
resources: {cpus: 8, memory: 1G, partition: null}
environment:
  modules: [a]
targets:
  slurm: {throttle: 5}
`).layer;
  const project = readProjectText(`hpc:
  system: slurm
resources: {cpus: 2, memory: 2G, gpus: 1, partition: gpu}
environment: {modules: [b, c], variables: {A: 1, B: two}}
slurm: {throttle: 9, nice: [1, {a: ~}]}
wandb:
`).layer;
  const user = readProjectText(
    'resources: {account: me}\nhpc: {system: pbs}\nslurm: {nice: 3, mail: x}\n',
    '~/.config/hsm/config.yaml',
  ).layer;
  expect(diagnostics.sorted()).toEqual([]);
  const rows = describeSettings(mergeSettings([option, sweep, project, user]));
  expect(rows.map(({ key, value, from }) => `${key} = ${value} (${from})`)).toEqual([
    'paths.python_interpreter = python3 (built-in)',
    'paths.train_script = train.py (sweeps/sweep.yaml:2)',
    'paths.config_dir = not set (built-in)',
    'paths.output_dir = sweeps/outputs (built-in)',
    'hpc.system = slurm (sweeps/hsm_config.yaml:2)',
    'resources.walltime = 02:00:00 (--walltime)',
    'resources.cpus = 16 (--resources)',
    'resources.memory = 1G (sweeps/sweep.yaml:3)',
    'resources.gpus = 1 (sweeps/hsm_config.yaml:3)',
    'resources.gpu_type = not set (built-in)',
    'resources.nodes = not set (built-in)',
    'resources.ranks = not set (built-in)',
    'resources.launcher = not set (built-in)',
    'resources.partition = not set (sweeps/sweep.yaml:3)',
    'resources.qos = not set (built-in)',
    'resources.account = me (~/.config/hsm/config.yaml:1)',
    'environment.modules = a (sweeps/sweep.yaml:5)',
    'environment.conda = not set (built-in)',
    'environment.venv = not set (built-in)',
    'environment.setup = none (built-in)',
    'environment.variables = A=1, B=two (sweeps/hsm_config.yaml:4)',
    'environment.container = not set (built-in)',
    'wandb.enabled = true (sweeps/hsm_config.yaml:6)',
    'wandb.project = not set (built-in)',
    'wandb.entity = not set (built-in)',
    'wandb.mode = online (built-in)',
    'wandb.tags = none (built-in)',
    'wandb.group = mine (--group)',
    'code.mode = live (built-in)',
    'code.include = none (built-in)',
    'code.exclude = none (built-in)',
    'provenance.diff = true (built-in)',
    'budget.core_hours = not set (built-in)',
    'budget.gpu_hours = not set (built-in)',
    'budget.tasks = not set (built-in)',
    'budget.inodes = not set (built-in)',
    'retry.out_of_memory = never (built-in)',
    'retry.timeout = never (built-in)',
    'stop_after_failures = never (built-in)',
    'targets.slurm.throttle = 5 (sweeps/sweep.yaml:7)',
    'targets.slurm.nice = [1, {a: not set}] (sweeps/hsm_config.yaml:5)',
    'targets.slurm.mail = x (~/.config/hsm/config.yaml:3)',
  ]);
});

test('an invalid option is reported without a span and by its name', () => {
  const diagnostics = new Diagnostics();
  const layer = optionLayer({ walltime: '12:99', resources: 'ncpus=4 mem=1 frob' }, diagnostics);
  expect(diagnostics.sorted().map(({ message, primary }) => [message, primary])).toEqual([
    ['--walltime: `12:99` is not a valid walltime', undefined],
    ['--resources: `1` is not a valid amount of memory', undefined],
    ['--resources: `frob` is not supported in a resource string', undefined],
  ]);
  expect(valuesOf(layer.resources)).toEqual({ cpus: 4 });
});

test('options that are paths', () => {
  const layer = optionLayer({ python: 'py', script: 's.py', outputDir: 'out' }, new Diagnostics());
  expect(valuesOf(layer.paths)).toEqual({
    python_interpreter: 'py',
    train_script: 's.py',
    output_dir: 'out',
  });
});
