import { expect, test } from 'vitest';
import { mergeSettings } from '../../src/settings/merge.ts';
import { readProjectText, readSweepText, valuesOf } from './read-settings.ts';

const specification = `hpc:
  default_walltime: "04:00:00"
  default_resources: "select=1:ncpus=4:mem=16gb"
  system: pbs

paths:
  python_interpreter: /path/to/python
  train_script: /path/to/train.py
  config_dir: /path/to/configs

# Remote machines (optional)
distributed:
  remotes:
    blossom:
      host: "blossom.example.com"
      ssh_key: ~/.ssh/id_ed25519
      max_parallel_jobs: 4
`;

test('the project file of the specification', () => {
  const { layer, found } = readProjectText(specification);
  expect(found).toEqual([]);
  expect(valuesOf(layer.resources)).toEqual({ walltime: 14_400, nodes: 1, cpus: 4, memory: 16_384 });
  expect(valuesOf(layer.paths)).toEqual({
    python_interpreter: '/path/to/python',
    train_script: '/path/to/train.py',
    config_dir: '/path/to/configs',
  });
  expect(layer.system?.value).toBe('pbs');
  expect(Object.keys(layer.remotes)).toEqual(['blossom']);
  expect(layer.wandb).toEqual({});
});

test('every typed key', () => {
  const { layer, found } = readSweepText(`
script: train.py
resources: {walltime: 90m, cpus: 4, memory: 16G, gpus: 2, gpu_type: a100, nodes: 1, partition: gpu, qos: high, account: me}
environment:
  modules: [gcc/13, cuda/12.4]
  conda: torch
  venv: envs/my env
  setup: |
    ulimit -c 0
    export A='b c'
  variables: {OMP_NUM_THREADS: 4, RATE: 1e-3, EMPTY: null, TEXT: "a b"}
wandb: {project: p, entity: e, mode: offline, tags: [a, b], group: g}
targets: {slurm: {array_throttle: 5}, local: null}
`);
  expect(found).toEqual([]);
  expect(valuesOf(layer.paths)).toEqual({ train_script: 'train.py' });
  expect(valuesOf(layer.resources)).toEqual({
    walltime: 5_400,
    cpus: 4,
    memory: 16_384,
    gpus: 2,
    gpu_type: 'a100',
    nodes: 1,
    partition: 'gpu',
    qos: 'high',
    account: 'me',
  });
  expect(valuesOf(layer.environment)).toEqual({
    modules: ['gcc/13', 'cuda/12.4'],
    conda: 'torch',
    venv: 'envs/my env',
    setup: ['ulimit -c 0', "export A='b c'"],
    variables: [
      { name: 'OMP_NUM_THREADS', value: '4' },
      { name: 'RATE', value: '1e-3' },
      { name: 'EMPTY', value: '' },
      { name: 'TEXT', value: 'a b' },
    ],
  });
  expect(valuesOf(layer.wandb)).toEqual({
    enabled: true,
    project: 'p',
    entity: 'e',
    mode: 'offline',
    tags: ['a', 'b'],
    group: 'g',
  });
  expect(layer.targets['slurm']?.value).toMatchObject({ kind: 'mapping' });
  expect(layer.targets['local']?.value).toMatchObject({ kind: 'mapping', entries: [] });
});

test('a written null removes a setting', () => {
  const { layer } = readSweepText('resources: {partition: null}\nenvironment: {conda: ~, modules: null}\n');
  expect(valuesOf(layer.resources)).toEqual({ partition: null });
  expect(valuesOf(layer.environment)).toEqual({ conda: null, modules: [] });
});

test('an empty wandb section turns it on, and `enabled: false` off', () => {
  expect(valuesOf(readSweepText('wandb:\n').layer.wandb)).toEqual({ enabled: true });
  expect(valuesOf(readSweepText('wandb: {enabled: false}\n').layer.wandb)).toEqual({ enabled: false });
});

test('typed forms take precedence over the older ones in the same file', () => {
  const { layer, found } = readProjectText(`
local: {walltime: 1h, cpus_per_task: 2, mem: 4G, gpus: 1, visible_gpus: "0,1", pre_script: "umask 022"}
hpc: {default_walltime: 2h, default_resources: "walltime=3h,ncpus=4", system: slurm, max_array_size: 500}
resources: {cpus: 8}
paths: {conda_env: old}
slurm: {partition: gpu, max_array_size: 100}
targets: {slurm: {partition: cpu}}
`);
  expect(found).toEqual([]);
  expect(valuesOf(layer.resources)).toEqual({ walltime: 7_200, cpus: 8, memory: 4_096, gpus: 1 });
  expect(valuesOf(layer.environment)).toEqual({ conda: 'old', setup: ['umask 022'] });
  const slurm = layer.targets['slurm']?.value;
  const options = slurm?.kind === 'mapping' ? slurm.entries : [];
  expect(options.map(({ key, value }) => [key.text, value.kind === 'scalar' && value.text])).toEqual([
    ['partition', 'cpu'],
    ['max_array_size', '100'],
  ]);
  const local = layer.targets['local']?.value;
  expect(local?.kind === 'mapping' && local.entries.map(({ key }) => key.text)).toEqual(['visible_gpus']);
});

test('`hpc.system: auto` requests detection', () => {
  expect(readProjectText('hpc: {system: auto}\n').layer.system?.value).toBeNull();
});

test('the smallest wrong part is underlined', () => {
  const { found } = readProjectText(`hpc:
  default_walltime: "12:99"
  default_resources: "select=1:ncpu=4:mem=16"
resources:
  cpus: 0
  partition: gpu; rm
  memory: 16
environment:
  modules: [gcc, "a b"]
  setup: ["x\\0"]
  variables:
    1A: x
    HSM_TASK_ID: 1
    WANDB_API_KEY: abc
    db_password: abc
wandb:
  tags: ["a,b"]
  mode: ofline
`);
  expect(found).toEqual([
    'HSM401 2:22 12:99',
    'HSM403 3:32 ncpu=4',
    'HSM402 3:43 16',
    'HSM404 5:9 0',
    'HSM405 6:14 gpu; rm',
    'HSM402 7:11 16',
    'HSM405 9:19 a b',
    'HSM409 10:11 "x\\0"',
    'HSM406 12:5 1A',
    'HSM407 13:5 HSM_TASK_ID',
    'HSM408 14:5 WANDB_API_KEY',
    'HSM408 15:5 db_password',
    'HSM410 17:10 "a,b"',
    'HSM411 18:9 ofline',
  ]);
});

test('if the text differs from its source, the whole scalar is underlined', () => {
  expect(readProjectText('hpc:\n  default_resources: "ncpus=4 \\x6dem=1"\n').found).toEqual([
    'HSM402 2:22 "ncpus=4 \\x6dem=1"',
  ]);
  expect(readProjectText('hpc:\n  default_resources: >-\n    ncpus=x\n').found[0]).toMatch(/^HSM404 2:22/);
});

test('a node of the wrong shape sets nothing', () => {
  const { layer, found } = readProjectText(
    'hpc: 3\npaths: [a]\nresources: x\nenvironment: {variables: [a]}\ntargets: 1\n',
  );
  expect(found).toEqual([]);
  expect(layer.resources).toEqual({});
  expect(layer.targets).toEqual({});
});

test('a section that only implies a target is marked, but not if `targets:` names it', () => {
  const project = readProjectText(
    'slurm: {partition: gpu}\ntorque: {queue: a}\nsge: {queue: b}\nlocal: {visible_gpus: 1}\ntargets: {pbs: {}}\n',
  ).layer;
  const impliedOf = (targets: typeof project.targets): readonly string[] =>
    Object.keys(targets)
      .filter((name) => targets[name]?.implied === true)
      .sort();
  expect(impliedOf(project.targets)).toEqual(['local', 'sge', 'slurm', 'torque']);
  const sweep = readSweepText('targets: {slurm: {}}\n').layer;
  expect(impliedOf(mergeSettings([sweep, project]).targets)).toEqual(['local', 'sge', 'torque']);
});

test('`hpc.max_array_size` is an option of the named scheduler', () => {
  expect(Object.keys(readProjectText('hpc: {system: pbs, max_array_size: 9}\n').layer.targets)).toEqual([
    'pbs',
  ]);
  expect(readProjectText('hpc: {max_array_size: 9}\n').layer.targets).toEqual({});
});

test('an unknown scheduler gives a warning that lists the known ones', () => {
  const helpOf = (name: string): string | undefined => {
    const { diagnostics, found } = readProjectText(`hpc: {system: ${name}}\n`);
    expect(found).toEqual([`HSM431 1:15 ${name}`]);
    expect(diagnostics.hasErrors).toBe(false);
    return diagnostics.sorted()[0]?.help;
  };
  expect(helpOf('slrum')).toBe('did you mean `slurm`?');
  expect(helpOf('condor')).toBe('write one of `slurm`, `torque`, `sge`, `pbs`, `local`, `auto`');
  for (const name of ['slurm', 'torque', 'pbs', 'sge', 'local', 'auto', 'null']) {
    expect(readProjectText(`hpc: {system: ${name}}\n`).found).toEqual([]);
  }
});
