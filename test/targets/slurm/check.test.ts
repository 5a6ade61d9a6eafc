import { expect, test } from 'vitest';
import { compileSlurm, directives, found } from './compile-slurm.ts';

/** The diagnostics of a sweep with some tasks, with lines below `targets: slurm:`. */
async function foundWith(options: string, resources = '{}', tasks = 4): Promise<readonly string[]> {
  return found(await compileSlurm(tasks, `resources: ${resources}\ntargets: {slurm: {${options}}}`));
}

function foundFor(directive: string, rest = ''): Promise<readonly string[]> {
  return foundWith(`extra_directives: [${JSON.stringify(directive)}]${rest}`);
}

test('several nodes need a program that starts others on them', async () => {
  const nodes = async (rest: string): Promise<readonly string[]> =>
    (await found(await compileSlurm(4, `resources: {nodes: 2}\n${rest}`))).map((line) => line.slice(0, 8));
  expect(await nodes('')).toEqual(['SLURM120']);
  expect(await foundWith('', '{nodes: 1}')).toEqual([]);
});

test.each([
  '--array=1-5',
  '--array 1-5',
  '-a1-5',
  '-a 1-5',
  '--arr=1-5',
  '#SBATCH --array=1-5',
  '--outp=x',
  '-e err.txt',
  '--input=x',
  '--open-mode=append',
  '-J name',
  '--parsable',
  '--wrap=true',
  '-D /',
  '--signal=USR1@10',
  '--no-requeue',
  '-H',
  '--dep=afterok:1',
  '--test-only',
  '-W',
  '--export=NONE',
  '--export-file=x',
  '-n 4',
  '-Q',
  '--help',
  '-V',
  '--cluster=other',
])('%s breaks something that the scripts rely on', async (directive) => {
  expect(await foundFor(directive)).toEqual([expect.stringMatching(/^SLURM110 "[^"]+" \| \S/)]);
});

test.each([
  ['-t 5', 'walltime'],
  ['--time=1:00:00', 'walltime'],
  ['--cpus=4', 'cpus_per_task'],
  ['--mem=1G', 'mem'],
  ['--mem-per-cpu=1G', 'mem_per_cpu'],
  ['--gres=gpu:a100:2', 'gpus'],
  ['--gres=lscratch:10,gpu:1', 'gpus'],
  ['-G 2', 'gpus'],
  ['--gpus-per-node=2', 'gpus'],
  ['-p gpu', 'partition'],
  ['-q high', 'qos'],
  ['-A me', 'account'],
  ['-C a100', 'constraint'],
  ['-x n1', 'exclude'],
  ['--mail-type=ALL', 'mail.events'],
  ['-N 2', 'resources.nodes'],
])('%s is set through an option', async (directive, option) => {
  expect(await foundFor(directive)).toEqual([`SLURM111 ${JSON.stringify(directive)} | use \`${option}\``]);
});

test.each(['comment=x', '--comment=', '--', '-', '-1', '', 'x --array=1', '--a\nb', '-Ř 1', '--Array=1'])(
  '%j is no option of sbatch',
  async (directive) => {
    expect(await foundFor(directive)).toEqual([expect.stringMatching(/^SLURM109 /)]);
  },
);

test('the message about a directive is one line, whatever the directive', async () => {
  const { diagnostics } = await compileSlurm(1, 'targets: {slurm: {extra_directives: ["--a\\n\\e[2Jb"]}}');
  expect(diagnostics.sorted()[0]?.message).not.toMatch(/\p{Cc}/u);
});

test('other options of sbatch are accepted, each as one word', async () => {
  const lines = [
    '--comment=a  "b" \\',
    '-L  mat#x',
    '--exclusive',
    '--gres=lscratch:10',
    '--time-min=5',
    '-s',
  ];
  const made = await compileSlurm(1, `targets: {slurm: {extra_directives: ${JSON.stringify(lines)}}}`);
  expect(found(made)).toEqual([]);
  expect(directives(made).slice(-lines.length)).toEqual([
    String.raw`--comment="a  \"b\" \\"`,
    '--licenses="mat#x"',
    '--exclusive',
    '--gres=lscratch:10',
    '--time-min=5',
    '--oversubscribe',
  ]);
});

test('sbatch uses the last of two `--gres`, so another one next to that of the GPUs is refused', async () => {
  const directive = '--gres=lscratch:10';
  expect(await foundFor(directive, ', gpus: 1')).toEqual([
    'SLURM111 "--gres=lscratch:10" | also set `gpu_option: gpus`, so that GPUs are requested with `--gpus`',
  ]);
  expect(await foundWith(`extra_directives: ["${directive}"]`, '{gpus: 1}')).toHaveLength(1);
  expect(await foundFor(directive, ', gpus: 1, gpu_option: gpus')).toEqual([]);
  expect(await foundFor(directive, ', gpus: 0')).toEqual([]);
});

test.each(['walltime', 'job_duration', 'claim_margin'])(
  '`%s` is a length of time with its unit',
  async (option) => {
    expect(await foundWith(`${option}: 3600`)).toEqual([
      expect.stringMatching(/^SLURM101 3600 .*`3600m` for minutes/),
    ]);
    expect(await foundWith(`${option}: 1h30m`)).toEqual([]);
    expect(await foundWith(`${option}: 0`)).toEqual([expect.stringMatching(/^SLURM101 0 /)]);
    expect(await foundWith(`${option}: -5`)).toEqual([expect.stringMatching(/^SLURM101 -5 /)]);
    expect(await foundWith(`${option}: soon`)).toEqual([expect.stringMatching(/^SLURM101 soon /)]);
    expect(await foundWith(`${option}: 1.5`)).toEqual([expect.stringMatching(/^HSM202 1.5 /)]);
  },
);

test('amounts of a cluster profile are parsed too, and nothing is computed with an invalid one', async () => {
  const partitions = 'limits: {partitions: {p: {memory: "9", max_walltime: x}}}, partition: q';
  expect(await foundWith(partitions)).toEqual([
    expect.stringMatching(/^SLURM101 "9" /),
    expect.stringMatching(/^SLURM101 x /),
  ]);
});

test.each([
  '"a b"',
  '-x',
  '"a#b"',
  '"a\\"b"',
  '"it\'s"',
  '"a\\\\b"',
  '"a\\u0007"',
  '"a\\u202Eb"',
  '"\\u202Ea"',
  '""',
])('a constraint of %s would be misread', async (text) => {
  expect(await foundWith(`constraint: ${text}`)).toEqual([
    `SLURM102 ${text} | write it as on the command line of sbatch, without quotes`,
  ]);
});

test('a text with special characters of Slurm is one word', async () => {
  expect(await foundWith('constraint: "[rack1*2&rack2|x]", exclude: "n[1-3,7]", partition: "a,b"')).toEqual(
    [],
  );
});

const gpuPartition =
  'limits: {partitions: {gpu: {max_walltime: 1-00:00:00, cpus: 32, memory: 64G, gpus: 4, gpu_types: [a100]}}}';

test('a request that just fits the partition is accepted', async () => {
  const most = '{walltime: 1d, cpus: 16, memory: 32G, gpus: 2, gpu_type: a100, partition: gpu}';
  expect(await foundWith(`parallel_per_job: 2, ${gpuPartition}`, most)).toEqual([]);
});

test.each([
  ['cpus: 33', 'SLURM105 33'],
  ['memory: 65537M', 'SLURM105 65537M'],
  ['gpus: 5', 'SLURM105 5'],
  ['gpu_type: a1000', 'SLURM106 a1000'],
  ['walltime: 86401s', 'SLURM104 86401s'],
])('%s exceeds the partition', async (resource, expected) => {
  expect(await foundWith(gpuPartition, `{partition: gpu, ${resource}}`)).toEqual([
    expect.stringContaining(`${expected} | `),
  ]);
});

test('the GPUs of `--gpus` are those of all nodes, those of the other options are per node', async () => {
  const resources = '{partition: gpu, nodes: 2, gpus: 8}';
  // Several nodes are tested above.
  const ofGpus = async (options: string): Promise<readonly string[]> =>
    (await foundWith(options, resources)).filter((line) => !line.startsWith('SLURM120'));
  expect(await ofGpus(`gpu_option: gpus, ${gpuPartition}`)).toEqual([]);
  expect(await ofGpus(`gpu_option: gpus, gpus: 9, ${gpuPartition}`)).toHaveLength(1);
  expect(await ofGpus(gpuPartition)).toHaveLength(1);
});

test('memory per CPU is multiplied by all CPUs of a job', async () => {
  const resources = '{partition: gpu, cpus: 4}';
  expect(await foundWith(`mem_per_cpu: 8G, parallel_per_job: 2, ${gpuPartition}`, resources)).toEqual([]);
  expect(await foundWith(`mem_per_cpu: 9G, parallel_per_job: 2, ${gpuPartition}`, resources)).toEqual([
    'SLURM105 9G | request less, or use another partition',
  ]);
  expect(await foundWith(`mem_per_cpu: 65G, ${gpuPartition}`, '{partition: gpu}')).toHaveLength(1);
});

test('an option of the target takes precedence over the resource, also as the place of a diagnostic', async () => {
  const resources = '{cpus: 40, partition: other}';
  expect(await foundWith(`cpus_per_task: 4, partition: gpu, ${gpuPartition}`, resources)).toEqual([]);
  const { diagnostics } = await compileSlurm(
    2,
    `targets: {slurm: {${gpuPartition}}}`,
    'resources: {partition: gpo}',
  );
  const [first] = diagnostics.sorted();
  expect([first?.code, first?.primary?.span.source.path, first?.help]).toEqual([
    'SLURM103',
    'sweeps/hsm_config.yaml',
    'did you mean `gpu`?',
  ]);
});

test('the limits of several partitions, or of the default one, are unknown', async () => {
  expect(await foundWith(gpuPartition, '{cpus: 99, partition: "gpu,long"}')).toEqual([]);
  expect(await foundWith(gpuPartition, '{cpus: 99}')).toEqual([]);
});

test('a partition named like a property of every object is as unknown as any', async () => {
  expect(await foundWith(gpuPartition, '{partition: constructor}')).toEqual([
    expect.stringMatching(/^SLURM103 constructor /),
  ]);
});

test('more jobs than an array can have give a warning, more than the cluster can have an error', async () => {
  expect(await foundWith('max_array_size: 5', '{}', 4)).toEqual([]);
  expect(await foundWith('max_array_size: 5', '{}', 5)).toEqual([
    'SLURM108 5 | use `tasks_per_job: auto`, or `workers`',
  ]);
  expect(await foundWith('max_array_size: 5, tasks_per_job: auto', '{}', 9)).toEqual([]);
  expect(await foundWith('workers: 2, max_array_size: 5', '{}', 9)).toEqual([]);
  expect(await foundWith('limits: {max_jobs: 5}', '{}', 5)).toEqual([]);
  const over = await compileSlurm(6, 'targets: {slurm: {limits: {max_jobs: 5}}}');
  expect(found(over)).toEqual(['SLURM107 5 | use `tasks_per_job: auto`, or `workers`']);
  expect(over.plan).toBe(null);
});

test('auto is not suggested if it is already used', async () => {
  const limits = 'limits: {max_array_size: 3, partitions: {p: {max_walltime: 1h}}}';
  expect(await foundWith(`tasks_per_job: auto, ${limits}`, '{walltime: 1h, partition: p}')).toEqual([
    'SLURM108 3 | use `workers`: the partition does not allow longer jobs',
  ]);
});

test('a signal comes before the end, but not before the beginning', async () => {
  expect(await foundWith('signal: 599', '{walltime: 10m}')).toEqual([]);
  expect(await foundWith('signal: 600', '{walltime: 10m}')).toHaveLength(1);
  expect(await foundWith('signal: 600, tasks_per_job: 2', '{walltime: 10m}')).toEqual([]);
  expect(await foundWith('signal: 600')).toEqual([]);
});

test('the options of the older `slurm` section are those of the target', async () => {
  const config = 'slurm: {workers: 2, walltime: 2h, mem: "4"}\n';
  expect(found(await compileSlurm(4, '', config))).toEqual(['HSM402 4 | write `4M` or `4G`']);
  const made = await compileSlurm(4, '', config.replace('"4"', '4G'));
  expect(found(made)).toEqual([]);
  expect(directives(made)).toContain('--array=1-2');
  expect(directives(made)).toContain('--time=02:00:00');
});

test('modules and setup in the older section give a hint to the right place', async () => {
  expect(found(await compileSlurm(4, '', 'slurm: {modules: [cuda], pre_script: x}\n'))).toEqual([
    'HSM201 modules | put `modules` under `environment:`',
    'HSM201 pre_script | put the lines of `pre_script` under `environment: setup:`',
  ]);
});

test('memory per GPU may be set if no other memory is', async () => {
  const directive = 'extra_directives: ["--mem-per-gpu=8G"]';
  expect(await foundWith(directive, '{gpus: 1}')).toEqual([]);
  for (const found of [
    await foundWith(directive, '{gpus: 1, memory: 4G}'),
    await foundWith(`${directive}, mem_per_cpu: 1G`, '{gpus: 1}'),
  ]) {
    expect(found.map((line) => line.slice(0, 8))).toEqual(['SLURM111']);
  }
});
