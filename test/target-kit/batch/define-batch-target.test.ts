import { expect, test } from 'vitest';
import { readPage } from '../../../src/compiler/diagnostic-page.ts';
import { packagePaths } from '../../../src/compiler/package-paths.ts';
import { Diagnostics } from '../../../src/diagnostics/diagnostics.ts';
import { parseYaml } from '../../../src/syntax/parse.ts';
import { toPlain } from '../../../src/syntax/plain.ts';
import { defineBatchTarget } from '../../../src/target-kit/batch/define-batch-target.ts';
import { batchDiagnostics } from '../../../src/target-kit/batch/diagnostics.ts';
import { jobUsage, probeUsage, queueUsage, submitUsage } from '../../../src/target-kit/batch/usage.ts';
import { commonView } from '../../../src/target-kit/batch/views.ts';
import { example, planOf, prepare, target } from './example-scheduler.ts';

test('a request that a scheduler does not support is refused, with its own code and words', () => {
  const found = (options: string, queue: string | null = null): readonly string[] =>
    prepare(target, options, planOf(4, { partition: queue })).found;
  expect(found('{requeue: true}')).toEqual([
    'EX115 Example does not support `requeue: true` | remove it; after the walltime, `submit-example.sh --timeout-only` runs the tasks again',
  ]);
  expect(found('{requeue: false}')).toEqual([]);
  expect(found('{array_throttle: 2}')).toEqual([
    expect.stringMatching(/^EX115 Example does not support `array_throttle` \| /),
  ]);
  expect(found('{}', 'short,long')).toEqual([
    'EX115 Example does not support several queues per job | name one queue',
  ]);
  expect(found('{limits: {queues: {short: {}}}}', 'shrt')).toEqual([
    'EX103 the cluster has no queue `shrt` | did you mean `short`?',
  ]);
  expect(found('{limits: {partitions: {}}}').map((line) => line.slice(0, 6))).toEqual(['HSM201']);
  expect(found('{mail: {events: [begin]}}').map((line) => line.slice(0, 6))).toEqual(['HSM206']);
  expect(found('{colour: "a b"}')).toEqual([
    'EX102 `colour` is not a single word that exsub accepts | write it as on the command line of exsub, without quotes',
  ]);
  expect(found('{extra_directives: [-t, -m, -w, x]}').map((line) => line.slice(0, 5))).toEqual([
    'EX109',
    'EX110',
    'EX111',
  ]);
});

test('several nodes need a job per task, and the launcher must be that of the scheduler', () => {
  const wide = defineBatchTarget({ ...example, honours: [...example.honours, 'nodes'] });
  const found = (options: string, resources: object): readonly string[] =>
    prepare(wide, options, planOf(4, { nodes: 2, launcher: ['mpirun'], ...resources })).found;
  // If no option requests nodes, a job has one.
  expect(prepare(target, '{parallel_per_job: 2}', planOf(4, { nodes: 2 })).found).toEqual([]);
  expect(found('{}', {})).toEqual([]);
  expect(found('{tasks_per_job: 2}', {})).toEqual([]);
  expect(found('{workers: 2}', {})).toEqual([]);
  expect(found('{parallel_per_job: 2}', { nodes: 1 })).toEqual([]);
  expect(found('{parallel_per_job: 2}', {})).toEqual([
    expect.stringMatching(/^EX121 a job runs 2 tasks at a time, but each of them requests 2 nodes \| /),
  ]);
  expect(found('{}', { launcher: ['srun'] })).toEqual([
    'EX122 `srun` does not work in Example jobs | write `exrun`',
  ]);
  expect(found('{}', { launcher: null })).toEqual([
    expect.stringMatching(/^EX120 .* \| set `launcher: exrun` under `resources`, or remove `nodes`$/),
  ]);
});

test('the page of an unsupported request shows the example', () => {
  const page = readPage(batchDiagnostics(example).unsupported, packagePaths().diagnosticPages);
  expect(page).toMatch(/^# EX115: feature that Example does not support\n/);
  const [, text = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
  const sweep = parseYaml({ path: 'sweep.yaml', text }, new Diagnostics());
  const { targets, resources } = JSON.parse(JSON.stringify(sweep && toPlain(sweep)));
  const { found } = prepare(target, JSON.stringify(targets.example), planOf(2, resources));
  expect(found.map((line) => line.slice(0, 5))).toEqual(['EX115', 'EX115', 'EX115']);
});

test('only kinds that can occur are declared', () => {
  const numbers = (all: Partial<typeof example.abilities>): readonly number[] => {
    const { diagnostics } = defineBatchTarget({ ...example, abilities: { ...example.abilities, ...all } });
    return Object.values(diagnostics).map(({ code }) => Number(code.slice(2)));
  };
  expect(numbers({})).toContain(115);
  expect(numbers({})).not.toContain(114);
  // No option requests nodes.
  expect(numbers({})).not.toContain(120);
  const all = numbers({ requeues: true, throttles: true, severalQueues: true, severalCpus: true });
  expect(all).toContain(114);
  expect(all).not.toContain(115);
});

test('after an error nothing is prepared, and prepared options are parsed', () => {
  expect(prepare(target, '{walltime: soon}', planOf(1)).job).toBe(null);
  expect(prepare(target, '{requeue: true}', planOf(1)).job).toBe(null);
  const { job } = prepare(target, '{colour: red, extra_directives: [-w]}', planOf(25));
  expect(job).toMatchObject({ own: 'red', extra: [{ option: '-w', value: null }] });
  expect(job?.layout).toMatchObject({ elements: 25, arrayLength: 10 });
});

test("the scheduler's words for resources are options, including those that set a resource in another way", () => {
  expect(Object.keys(target.options.properties)).toEqual(
    expect.arrayContaining(['cores', 'queue', 'colour', 'workers', 'limits']),
  );
  expect(target.resourceOptions).toEqual({
    same: { cores: 'cpus', queue: 'partition' },
    instead: { walltime: 'walltime' },
  });
});

test('help uses the words of the scheduler, and lists only existing options', () => {
  const lines = [jobUsage, queueUsage, probeUsage].flatMap((usage) => usage(example));
  const help = [...lines, ...submitUsage(example, true, false)].join('\n');
  for (const word of [
    'submit-example.sh',
    'exsub commands',
    'instead of querying Example',
    'SCHEDULER-STATE',
  ]) {
    expect(help).toContain(word);
  }
  expect(help).not.toMatch(/--throttle|--test-only/);
  expect(target.driver.takes).not.toContain('--throttle');
  const able = { ...example, abilities: { ...example.abilities, throttles: true } };
  expect(submitUsage(able, false, true).join('\n')).toMatch(/--throttle/);
  expect(defineBatchTarget(able).driver.takes).toContain('--throttle');
});

test('the scripts are named after the scheduler, and templates get its description', () => {
  const { job } = prepare(target, '{}', planOf(4, { cpus: 2 }));
  if (job === null) throw new Error('refused');
  const views: [string, object][] = [];
  const files = target.emit(job, {
    projectPath: '../..',
    regenerate: 'hsm build',
    render: (template, view) => {
      views.push([template, view]);
      return '';
    },
  });
  expect(files.map(({ path }) => path)).toEqual([
    'scripts/example.sh',
    'scripts/submit-example.sh',
    'scripts/queue-example.sh',
    'scripts/probe-example.sh',
  ]);
  expect(views[0]?.[1]).toMatchObject({ directives: ['#EX -c 2'], scheduler: 'example', count: 4 });
  for (const [, view] of views) {
    expect(view).toMatchObject({ scheduler: 'example', system: 'Example', listsIndexes: false });
  }
  const indexes = (kind: typeof example.dialect.indexes): object =>
    commonView({ ...example, dialect: { ...example.dialect, indexes: kind } }, job);
  expect(indexes('list')).toMatchObject({ listsIndexes: true, needsTwo: false });
  expect(indexes('range-of-two-or-more')).toMatchObject({ listsIndexes: false, needsTwo: true });
});
