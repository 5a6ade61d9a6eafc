import { expect, test } from 'vitest';
import { parseResourceString } from '../../src/settings/resource-string.ts';

test.each([
  ['select=1:ncpus=4:mem=16gb', { nodes: 1, cpus: 4, memory: 16_384 }],
  ['select=2:ncpus=8:mem=32gb:ngpus=1', { nodes: 2, cpus: 8, memory: 32_768, gpus: 1 }],
  ['nodes=1:ppn=4', { nodes: 1, cpus: 4 }],
  ['-l nodes=1:ppn=4,walltime=04:00:00,mem=8gb', { nodes: 1, cpus: 4, walltime: 14_400, memory: 8_192 }],
  ['walltime=3600', { walltime: 3_600 }],
  ['-l select=1:ncpus=4 -l walltime=01:00:00', { nodes: 1, cpus: 4, walltime: 3_600 }],
  ['--cpus-per-task=4 --mem=16G', { cpus: 4, memory: 16_384 }],
  ['--cpus-per-task 4 --mem 16G', { cpus: 4, memory: 16_384 }],
  [
    '-c 4 -t 1-00:00:00 -p gpu -N 2 -A me -q high',
    { cpus: 4, walltime: 86_400, partition: 'gpu', nodes: 2, account: 'me', qos: 'high' },
  ],
  ['--gres=gpu:a100:2', { gpu_type: 'a100', gpus: 2 }],
  ['--gres=gpu:2', { gpus: 2 }],
  ['--gres=gpu', { gpus: 1 }],
  ['--gpus=a100:2', { gpu_type: 'a100', gpus: 2 }],
  ['--gpus-per-node=1', { gpus: 1 }],
  ['--gpus=a100', { gpu_type: 'a100', gpus: 1 }],
  ['--partition=gpu,cpu --time=04:00:00', { partition: 'gpu,cpu', walltime: 14_400 }],
])('%s', (text, resources) => {
  expect(parseResourceString(text)).toEqual({ resources, problems: [] });
});

test.each([
  ['select=1:ncpu=4', 'resource', 'ncpu=4', 'did you mean `ncpus`?'],
  ['select=1:mem=16', 'memory', '16', 'write `16M` or `16G`'],
  ['select=x:ncpus=4', 'count', 'x', undefined],
  ['select=1:ncpus=0', 'count', '0', undefined],
  [
    'select=1:ncpus=2+1:ncpus=4',
    'resource',
    'select=1:ncpus=2+1:ncpus=4',
    'request equal chunks, as in `select=2:ncpus=4`',
  ],
  ['select=1:walltime=1h', 'resource', 'walltime=1h', undefined],
  ['place=scatter', 'resource', 'place=scatter', 'put options of a single scheduler under `targets:`'],
  ['ncpus', 'resource', 'ncpus', undefined],
  ['ncpus=', 'resource', 'ncpus=', undefined],
  ['big', 'resource', 'big', undefined],
  ['walltime=12:99', 'walltime', '12:99', undefined],
  ['--exclusive', 'resource', '--exclusive', 'put options of a single scheduler under `targets:`'],
  ['--cpu-per-task=4', 'resource', '--cpu-per-task=4', 'did you mean `--cpus-per-task`?'],
  ['--mem-per-cpu=4G', 'resource', '--mem-per-cpu=4G', 'write `--mem` with the memory of the whole task'],
  ['--time=240', 'walltime', '240', 'write `240m` for minutes, `240s` for seconds'],
  ['--mem', 'resource', '--mem', undefined],
  ['--gres=fpga:1', 'resource', '--gres=fpga:1', 'write `--gres=gpu:2` or `--gres=gpu:a100:2`'],
  ['--partition=$(id)', 'name', '$(id)', undefined],
  ['mem=1gb mem=2gb', 'resource', 'mem=2gb', 'write each resource once'],
  ['constructor=1', 'resource', 'constructor=1', undefined],
  ['', 'resource', '', undefined],
])('%j is refused', (text, kind, part, help) => {
  const [problem, ...more] = parseResourceString(text).problems;
  expect(more).toEqual([]);
  expect(problem).toMatchObject({ kind, text: part, ...(help === undefined ? {} : { help }) });
  expect(text.slice(problem?.start, (problem?.start ?? 0) + part.length)).toBe(part);
});

test('all problems of a string are reported together', () => {
  const { problems, resources } = parseResourceString(
    'select=1:ncpus=4:mem=16:color=red --frob 3 walltime=x',
  );
  expect(problems.map(({ text }) => text)).toEqual(['16', 'color=red', '--frob', 'x']);
  expect(resources).toEqual({ nodes: 1, cpus: 4 });
});
