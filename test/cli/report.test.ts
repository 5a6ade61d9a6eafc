import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test, vi } from 'vitest';
import { bundlePage } from '../../scripts/bundle-page.mjs';
import { builtSweep, printing, recordCommand } from '../report/built-sweep.ts';
import { resultsCsv } from '../report/results.ts';
import { run } from './run-main.ts';

const root: string = fileURLToPath(new URL('../..', import.meta.url));
const csv = resultsCsv(
  6,
  {
    optimizer: (task) => (task < 4 ? 'adam' : 'sgd'),
    lr: (task) => ['0.1', '0.01', '1e-3'][(task - 1) % 3] ?? '',
  },
  { val_loss: (task) => (task === 6 ? '' : String(task / 10)), accuracy: (task) => String(1 - task / 10) },
  { state: (task) => (task === 6 ? 'failed' : 'completed'), exit_code: (task) => (task === 6 ? '3' : '0') },
);
const page = (directory: string): string => readFileSync(join(directory, 'report.html'), 'utf8');

// Each builds a sweep and runs bash, next to other load on the machine.
vi.setConfig({ testTimeout: 30_000 });

// The sources have no page until it is bundled, so a build makes one too.
beforeAll(async () => {
  if (!existsSync(join(root, 'dist/report-page/page.js')))
    await bundlePage(root, join(root, 'dist/report-page'));
});

test('writes the page into the sweep directory and names the best run', async () => {
  const { root: project, directory } = await builtSweep(csv);
  const { code, output, error } = await run(project, ['report', 'first']);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(output).toBe(
    'wrote sweeps/outputs/first/report.html\nbest val_loss: 0.1, task 1: optimizer=adam lr=0.1\n',
  );
  expect(page(directory)).toContain('<title>first: sweep report</title>');
  expect(page(directory).length).toBeLessThan(1_000_000);
});

test('the state of the best run is shown if it failed or was stopped', async () => {
  const { root: project } = await builtSweep(csv);
  const { output } = await run(project, ['report', '--metric', 'accuracy', '--goal', 'minimize']);
  expect(output).toMatch(/^best accuracy: 0\.4, task 6 \(failed\): optimizer=sgd/m);
});

test('a best run by duration is only shown if requested', async () => {
  const { root: project } = await builtSweep(resultsCsv(2, { lr: String }, {}));
  expect((await run(project, ['report'])).output).toBe('wrote sweeps/outputs/first/report.html\n');
  expect((await run(project, ['report', '--metric', 'duration'])).output).toMatch(
    /\nbest duration: .*, task \d/,
  );
});

test('a second report replaces the first, and the sweep can still be built and run', async () => {
  const { root: project, directory, restore } = await builtSweep(csv);
  await run(project, ['report']);
  expect((await run(project, ['report', '--metric', 'accuracy'])).code).toBe(0);
  expect(page(directory)).toContain('"metric":"accuracy"');
  restore();
  expect(await run(project, ['build', '--name', 'first'])).toMatchObject({ code: 0 });
});

test('a file that is not a report is only replaced if it is named', async () => {
  const { root: project, directory } = await builtSweep(csv);
  const file = join(directory, 'report.html');
  writeFileSync(file, 'mine');
  const refused = await run(project, ['report', 'first']);
  expect(refused.code).toBe(1);
  expect(refused.error).toContain('HSM532');
  expect(page(directory)).toBe('mine');
  expect((await run(project, ['report', 'first', '-o', file])).code).toBe(0);
  expect(page(directory)).toContain('<!doctype html>');
  rmSync(file);
  mkdirSync(file);
  expect((await run(project, ['report', 'first'])).error).toContain('HSM532');
});

test('--help shows the default file', async () => {
  expect((await run('/', ['report', '--help'])).output.replace(/\s+/g, ' ')).toContain(
    '(default: report.html in',
  );
});

test('-o - prints only the page', async () => {
  const { root: project, directory } = await builtSweep(csv);
  const { code, output } = await run(project, ['report', 'first', '-o', '-']);
  expect(code).toBe(0);
  expect(output).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  expect(existsSync(join(directory, 'report.html'))).toBe(false);
});

test('a file that cannot be written is an error and leaves nothing', async () => {
  const { root: project } = await builtSweep(csv);
  const { code, error } = await run(project, ['report', 'first', '-o', 'nowhere/report.html']);
  expect(code).toBe(1);
  expect(error).toContain('HSM508');
});

test('--json prints counts and the best runs with their commands: recorded, or else from the plan', async () => {
  const { root: project, directory } = await builtSweep(csv);
  recordCommand(directory, 1, "python3 train.py 'as recorded'");
  const { code, output } = await run(project, ['report', 'first', '--json']);
  expect(code).toBe(0);
  const summary = JSON.parse(output);
  expect(summary).toMatchObject({
    sweep: 'first',
    tasks: 6,
    states: { completed: 5, failed: 1 },
    metric: 'val_loss',
    goal: 'minimize',
    failures: [{ cause: 'failed, exit code 3', tasks: ['6'] }],
  });
  expect(summary.best.map(({ task }: { task: number }) => task)).toEqual([1, 2, 3, 4, 5]);
  expect(summary.best[0]).toMatchObject({
    value: 0.1,
    parameters: { optimizer: 'adam', lr: '0.1' },
    command: "python3 train.py 'as recorded'",
    directory: join(directory, 'tasks/task_1'),
  });
  expect(summary.best[1].command).toMatch(/train\.py .*lr=0\.01.*task_2/);
  expect(existsSync(join(directory, 'report.html'))).toBe(false);
});

test('a command has the variables that carry its parameters, recorded or not', async () => {
  const sweep = 'sweep: {grid: {a.b: [1, "x y"]}}\ncommand: [train]\nargs: env\n';
  const { root: project, directory } = await builtSweep(resultsCsv(2, {}, { score: String }), sweep);
  recordCommand(directory, 1, 'train');
  const { best } = JSON.parse((await run(project, ['report', 'first', '--json'])).output);
  expect(best.map(({ command }: { command: string }) => command)).toEqual(["a_b='x y' train", 'a_b=1 train']);
});

test('--metric and --goal define the best runs; an unknown metric is an error with a suggestion', async () => {
  const { root: project } = await builtSweep(csv);
  const asked = ['report', 'first', '--json', '--metric', 'accuracy', '--goal', 'minimize'];
  expect(JSON.parse((await run(project, asked)).output).best[0].task).toBe(6);
  const { code, error } = await run(project, ['report', 'first', '--metric', 'acuracy']);
  expect(code).toBe(1);
  expect(error).toContain('HSM531');
  expect(error).toContain('did you mean `accuracy`?');
  expect((await run(project, ['report', '--goal', 'upwards'])).code).toBe(2);
});

test("the plan's objective ranks the runs", async () => {
  const { root: project, directory } = await builtSweep(csv);
  const file = join(directory, 'plan.json');
  const plan = JSON.parse(readFileSync(file, 'utf8'));
  const objective = { metric: 'accuracy', goal: 'minimize' };
  writeFileSync(file, JSON.stringify({ ...plan, results: { sources: [], objective } }));
  expect(JSON.parse((await run(project, ['report', '--json'])).output)).toMatchObject(objective);
  writeFileSync(file, JSON.stringify({ ...plan, results: null }));
  expect(JSON.parse((await run(project, ['report', '--json'])).output).metric).toBe('val_loss');
});

test('errors.sh provides the causes; if it fails, the names of the states are used', async () => {
  const { root: project, directory } = await builtSweep(csv);
  const causes = async (): Promise<unknown> =>
    JSON.parse((await run(project, ['report', '--json'])).output).failures;
  printing(directory, 'errors', 'task\tstate\texit_code\tcause\n6\tfailed\t3\tmissing module\n');
  expect(await causes()).toEqual([{ cause: 'missing module', tasks: ['6'] }]);
  writeFileSync(join(directory, 'scripts/errors.sh'), 'exit 3\n');
  expect(await causes()).toEqual([{ cause: 'failed, exit code 3', tasks: ['6'] }]);
});

test('results that cannot be collected are an error, and no page is written', async () => {
  const { root: project, directory } = await builtSweep('hello\n');
  const expectError = async (...parts: readonly string[]): Promise<void> => {
    const { code, error } = await run(project, ['report', 'first']);
    expect(code).toBe(1);
    for (const part of parts) expect(error).toContain(part);
    expect(existsSync(join(directory, 'report.html'))).toBe(false);
  };
  await expectError('HSM530', 'did not print the expected columns');
  writeFileSync(join(directory, 'scripts/collect.sh'), 'exit 7\n');
  await expectError('HSM530', 'exit code 7');
  rmSync(join(directory, 'scripts/collect.sh'));
  await expectError('HSM513', 'scripts/collect.sh');
  writeFileSync(join(directory, 'plan.json'), '[1');
  await expectError('HSM502', 'it is not a valid plan');
});

test('an unknown sweep is an error', async () => {
  const { root: project } = await builtSweep(csv);
  expect((await run(project, ['report', 'frist'])).error).toContain('HSM511');
});

test('the line about the best run contains nothing that a terminal would interpret', async () => {
  const { root: project } = await builtSweep(
    resultsCsv(2, { text: () => 'a\u001b[2Jb\nc' }, { score: String }),
  );
  const { output } = await run(project, ['report', 'first']);
  expect(output).toContain('task 2: text=a [2Jb c\n');
});
