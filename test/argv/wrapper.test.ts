import { expect, test } from 'vitest';
import { containerWords } from '../../src/argv/container.ts';
import { launcherWords } from '../../src/argv/launcher.ts';
import { fill } from '../../src/argv/words.ts';
import type { WordTemplate } from '../../src/plan/command.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Container, Resources } from '../../src/plan/run-settings.ts';
import { axis, planOf } from '../plan/blocks.ts';

const placeholders = {
  task_dir: '/p/s/tasks/task_1',
  task_id: '1',
  sweep_id: 's',
  sweep_dir: '/p/s',
  project_dir: '/p',
  home: '/home/me',
};

const texts = (words: readonly WordTemplate[]): readonly string[] =>
  words.map((word) => fill(word, placeholders));

const blank = planOf(
  { blocks: [{ axes: [axis(2, ['a.b'])], excludes: [], conditions: [], origin: null }] },
  2,
);

function launched(launcher: readonly string[] | null, resources: Partial<Resources>): readonly string[] {
  return texts(launcherWords({ ...blank.resources, cpus: null, launcher, ...resources }));
}

test('known launchers get the numbers of the resources', () => {
  expect(launched(null, { nodes: 2 })).toEqual([]);
  expect(launched(['srun'], {})).toEqual(['srun', '--ntasks=1']);
  expect(launched(['srun'], { nodes: 2 })).toEqual(['srun', '--nodes=2', '--ntasks=2']);
  expect(launched(['srun'], { nodes: 2, ranks: 8, cpus: 4 })).toEqual([
    'srun',
    '--nodes=2',
    '--ntasks=8',
    '--cpus-per-task=4',
  ]);
  expect(launched(['mpirun'], { ranks: 8 })).toEqual(['mpirun', '-np', '8']);
});

test('the placeholders of a launcher are replaced, and nothing is added', () => {
  expect(launched(['srun', '--mpi=none'], { nodes: 2 })).toEqual(['srun', '--mpi=none']);
  const words = ['{env:MPI:-/opt}/x', '{nodes}/{ranks}/{cpus}/{gpus}', '{{ranks}}', '{task_id}', "a b'"];
  expect(launched(words, { nodes: 3 })).toEqual(['{env:MPI}/x', '3/3/1/0', '{ranks}', '1', "a b'"]);
});

const image: Container = { image: 'i.sif', runtime: 'apptainer', binds: [], gpus: null };

function contained(container: Partial<Container>, plan: Partial<Plan> = {}, ranks: readonly string[] = []) {
  const environment = { ...blank.environment, container: { ...image, ...container } };
  return texts(containerWords({ ...blank, environment, ...plan }, ranks));
}

test('apptainer and singularity bind the paths and keep everything else', () => {
  const binds = [{ source: '~/d', target: '/in', read_only: true }];
  expect(contained({ binds })).toEqual([
    'apptainer',
    'exec',
    '--bind',
    '/p:/p',
    '--bind',
    '/p/s:/p/s',
    '--bind',
    '/home/me/d:/in:ro',
    'i.sif',
  ]);
  expect(contained({ runtime: 'singularity', image: '~/i.sif', gpus: true })).toEqual([
    'singularity',
    'exec',
    '--nv',
    '--bind',
    '/p:/p',
    '--bind',
    '/p/s:/p/s',
    '/home/me/i.sif',
  ]);
});

test('GPUs are those of the task by default', () => {
  const resources = { ...blank.resources, gpus: 1 };
  expect(contained({}, { resources })).toContain('--nv');
  expect(contained({ gpus: false }, { resources })).not.toContain('--nv');
  expect(contained({ runtime: 'podman' }, { resources })).toContain('nvidia.com/gpu=all');
  expect(contained({ runtime: 'enroot' }, { resources })).toContain('NVIDIA_VISIBLE_DEVICES=all');
});

test('podman and enroot get variables only by name', () => {
  const wandb = { project: 'p', entity: null, mode: 'offline', tags: [], group: null } as const;
  const variables = [{ name: 'FOO', value: 'hidden' }];
  for (const runtime of ['podman', 'enroot'] as const) {
    const container = { ...image, runtime };
    const environment = { ...blank.environment, variables, container };
    const words = contained({}, { environment, wandb, convention: { kind: 'env' } }, ['X_*']);
    for (const name of ['HSM_TASK_DIR', 'CUDA_VISIBLE_DEVICES', 'WANDB_API_KEY', 'FOO', 'a_b']) {
      expect(words[words.indexOf(name) - 1]).toBe('--env');
    }
    expect(words.join(' ')).not.toContain('hidden');
    expect(words.includes('X_*')).toBe(runtime === 'podman');
  }
});
