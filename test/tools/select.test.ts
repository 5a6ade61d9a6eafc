import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSelection, selectTasks } from '../../src/argv/select-tasks.ts';
import { taskIdentity } from '../../src/argv/task-identity.ts';
import { type Compilation, compile } from '../../src/compiler/compile.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { TaskRange } from '../../src/plan/task-ranges.ts';
import { foldersOfAwks } from './awks.ts';

/**
 * `--where` selects the tasks that `only` keeps with the same values: random sweeps are compiled with and without it,
 * and the output of select.sh, with each awk, is compared with the kept tasks. HSM_SELECT_SWEEPS=1000 tries more.
 */
const SWEEPS = Number(process.env['HSM_SELECT_SWEEPS'] ?? 25);

let root = '';
let awks: readonly string[] = [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hsm-select-'));
  mkdirSync(join(root, 'sweeps'));
  awks = foldersOfAwks(root);
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const anyWord = fc.constantFrom(
  ...[
    '1',
    '2',
    '12',
    '0',
    '-0',
    '1.0',
    '1.',
    '0.5',
    '5e-1',
    '.50',
    '1e3',
    '1000.0',
    '-2',
    '+3',
    'true',
    'False',
    '.inf',
  ],
  ...['null', 'abc', 'x-y', '"a b"', '"q,r"', '"it\'s"', '"back\\\\slash"', '"a=b"', 'é'],
);

interface Choice {
  readonly name: string;
  readonly words: readonly string[];
  readonly chosen: readonly string[];
}

const anyList = fc
  .uniqueArray(anyWord, { minLength: 1, maxLength: 6 })
  .chain((words) => fc.subarray(words, { minLength: 1 }).map((chosen) => ({ words, chosen })));
const longRange = fc
  .uniqueArray(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 3 })
  .map((rows) => ({ words: ['1..2000'], chosen: rows.map(String) }));

const anySweep = fc.record({
  choices: fc
    .tuple(
      ...['a', 'b.c', 'd'].map((name) =>
        fc.oneof(anyList, anyList, longRange).map((list) => ({ name, ...list })),
      ),
    )
    .map((choices): readonly Choice[] => choices),
  selected: fc.subarray([0, 1, 2], { minLength: 1 }),
  /** Whether the first two parameters are in a paired group, if their lists allow it. */
  drops: fc.boolean(),
  second: fc.boolean(),
});

const anyTake = fc.record({ count: fc.integer({ min: 1, max: 30 }), seed: fc.integer({ min: 1, max: 99 }) });
type Sweep = typeof anySweep extends fc.Arbitrary<infer Value> ? Value : never;

function textOf({ choices, selected, drops, second }: Sweep, only: boolean): string {
  const lines = choices.map(({ name, words }) => {
    return `      ${name}: ${words[0]?.includes('..') ? words[0] : `[${words.join(', ')}]`}\n`;
  });
  const dropped = choices.find(({ words }) => words.length > 1);
  const exclude =
    drops && dropped !== undefined ? `    exclude: [{${dropped.name}: ${dropped.words.at(-1)}}]\n` : '';
  const kept = selected.map((at) => `${choices[at]?.name}: [${choices[at]?.chosen.join(', ')}]`).join(', ');
  const block = `  - grid:\n${lines.join('')}${exclude}${only ? `    only: [{${kept}}]\n` : ''}`;
  // Blocks without the first parameter: a selection by it selects none of their tasks.
  const other = '  - grid:\n      z: [1, 2]\n';
  return `command: [echo]\nargs: ["{name}={value}"]\nsweep:\n${second && !only ? other : ''}${block}`;
}

async function compiled(text: string): Promise<Compilation> {
  writeFileSync(join(root, 'sweeps', 'sweep.yaml'), text);
  return compile({
    workingDirectory: root,
    sweepFile: null,
    targets: ['local'],
    options: {},
    maxRuns: null,
    name: 'sweep',
    environment: {},
  });
}

function listOf(ranges: Iterable<TaskRange>): readonly number[] {
  return [...ranges].flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at),
  );
}

function identities(plan: Plan, tasks: readonly number[]): readonly string[] {
  return tasks.map((task) => taskIdentity(plan, task));
}

function wordsOf({ choices, selected: own }: Sweep): string {
  return own.map((at) => `${choices[at]?.name}=${choices[at]?.chosen.join(',')}`).join(' ');
}

function write(name: string, files: Compilation['files']): void {
  for (const { path, content } of files) {
    mkdirSync(dirname(join(root, name, path)), { recursive: true });
    writeFileSync(join(root, name, path), content);
  }
}

/** The output of select.sh of a sweep with an awk; nothing if it reports that nothing is selected. */
function selected(name: string, words: string, awk: string): readonly number[] {
  const { stdout } = spawnSync('bash', ['-p', join(root, name, 'scripts', 'select.sh'), words], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${awk}:${process.env['PATH']}` },
  });
  const ranges = stdout.split(/[,\n]/).filter((range) => range !== '');
  return listOf(
    ranges.map((range) => range.split('-').map(Number)).map(([first = 0, last = first]) => ({ first, last })),
  );
}

test('--where selects exactly the tasks that `only` keeps, with every awk and in hsm', async () => {
  expect(awks.length).toBeGreaterThan(0);
  await fc.assert(
    fc.asyncProperty(anySweep, async (sweep) => {
      const { plan, files } = await compiled(textOf(sweep, false));
      const kept = (await compiled(textOf(sweep, true))).plan;
      fc.pre(plan !== null && plan.count < 100_000);
      if (plan === null) return;
      const words = wordsOf(sweep);
      write('sweep', files);
      // If an exclude drops everything, nothing is kept: this is an error of a sweep, and of a selection.
      const expected = kept === null ? [] : identities(kept, listOf([{ first: 1, last: kept.count }]));
      const selection = parseSelection(words);
      if ('kind' in selection) throw new Error(JSON.stringify(selection));
      const here = selectTasks(plan, selection);
      expect(identities(plan, 'kind' in here ? [] : listOf(here))).toEqual(expected);
      for (const awk of awks) {
        expect(identities(plan, selected('sweep', words, awk)), awk).toEqual(expected);
      }
    }),
    { numRuns: SWEEPS },
  );
}, 600_000);

test('of a random part of the tasks, those with the values are selected', async () => {
  await fc.assert(
    fc.asyncProperty(anySweep, anyTake, async (sweep, { count, seed }) => {
      const text = textOf({ ...sweep, second: false }, false);
      const whole = (await compiled(text)).plan;
      fc.pre(whole !== null && whole.count < 20_000);
      const { plan, files } = await compiled(
        `${text}    take: {count: ${Math.min(count, whole?.count ?? 0)}, seed: ${seed}}\n`,
      );
      if (whole === null || plan === null) return;
      const words = wordsOf(sweep);
      write('part', files);
      const selection = parseSelection(words);
      if ('kind' in selection) throw new Error(JSON.stringify(selection));
      const all = selectTasks(whole, selection);
      const meant = new Set(identities(whole, 'kind' in all ? [] : listOf(all)));
      const tasks = listOf([{ first: 1, last: plan.count }]);
      const expected = tasks.filter((task) => meant.has(taskIdentity(plan, task)));
      const here = selectTasks(plan, selection);
      expect('kind' in here ? [] : listOf(here)).toEqual(expected);
      expect(selected('part', words, awks[0] ?? '')).toEqual(expected);
    }),
    { numRuns: 15 },
  );
}, 600_000);

test('one of a billion tasks is selected at once, and mistakes are reported', async () => {
  const { files } = await compiled(
    'command: [echo]\nargs: env\nsweep: {grid: {seed: 1..1000000000, m: [a, "1"]}}\n',
  );
  write('big', files);
  const script = join(root, 'big', 'scripts', 'select.sh');
  const select = (words: string): string => execFileSync('bash', [script, words], { encoding: 'utf8' });
  const refuses = (words: string): string => spawnSync('bash', [script, words], { encoding: 'utf8' }).stderr;
  expect(select('seed=1000000000 m=a')).toBe('1999999999\n');
  expect(select('seed=5,7')).toBe('9-10,13-14\n');
  expect(select('m=1 seed=2')).toBe('4\n');
  expect(refuses('m=a')).toContain('more than a million ranges of tasks');
  expect(refuses('sede=1')).toContain('this sweep has no parameter sede');
  expect(refuses('seed=0')).toContain('no task has this value of seed');
  expect(refuses('seed')).toContain('not NAME=VALUE: seed');
  expect(refuses('m="a')).toContain('missing closing quote');
  expect(refuses('=1')).toContain('missing parameter name');
});
