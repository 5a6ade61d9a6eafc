import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, expect, test } from 'vitest';
import { encodeValue } from '../../src/argv/encode.ts';
import { givenTo } from '../../src/argv/given-to.ts';
import { taskName } from '../../src/argv/task-name.ts';
import { commandVariables, commandWords, fill } from '../../src/argv/words.ts';
import { packagePaths } from '../../src/compiler/package-paths.ts';
import { commonScripts } from '../../src/emit/common-scripts.ts';
import { createRenderer } from '../../src/emit/render.ts';
import type { Convention, Passing, WordTemplate } from '../../src/plan/command.ts';
import { parametersOf } from '../../src/plan/parameters.ts';
import type { Block, Derived, Parameter, Plan, Range, Value } from '../../src/plan/plan.ts';
import { countBlock } from '../../src/plan/space.ts';
import { anySpace, asText, planOf } from '../plan/blocks.ts';
import { anyText, anyValue, hardTexts } from '../values.ts';

/**
 * The emitted bash and the compiler agree on what every task's program gets: `task.sh` runs whole plans with a
 * program that prints its arguments and variables, each ended by NUL, and the bytes are compared.
 */
const run = promisify(execFile);
const render = createRenderer([packagePaths().partials]);
const SECONDS = 1000;

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hsm-argv-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A place that could confuse bash; Hydra's own limits for a directory are respected. */
const place = join(folder, "it's $(id) `here`; 100% *");
const program = join(folder, 'print-words');
writeFileSync(program, '#!/bin/bash\nprintf \'%s\\0\' "$@"\n', { mode: 0o755 });
const programOfVariables = join(folder, 'print-variables');
writeFileSync(programOfVariables, '#!/bin/bash\nprintf \'%s\\0\' "$@"\nexec env -0\n', { mode: 0o755 });

/** The values of placeholders for variables. */
const environment = { HSM_TEST_FIRST: 'a b', HSM_TEST_SECOND: "it's * $x `y`" };

let plans = 0;
let values = 0;

/** Emits a plan, runs all of it with one worker, and compares every task. */
async function expectAgreement(plan: Plan): Promise<void> {
  plans += 1;
  const id = `sweep_${plans}`;
  const directory = join(place, id);
  const context = { projectPath: '.', regenerate: 'hsm build', render };
  for (const { path, text, executable } of commonScripts(plan, context)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text, { mode: executable ? 0o755 : 0o644 });
  }
  await run('/bin/bash', [join(directory, 'scripts', 'task.sh'), '--worker', '1/1', '--quiet'], {
    env: { PATH: process.env['PATH'], HSM_ALLOW_EDITED: '1', ...environment },
  });
  for (let task = 1; task <= plan.count; task += 1) {
    const task_dir = join(directory, 'tasks', `task_${task}`);
    const placeholders = {
      task_dir,
      task_id: `${task}`,
      sweep_id: id,
      sweep_dir: directory,
      project_dir: directory,
      home: '',
      environment,
    };
    const words = commandWords(plan, task, placeholders);
    const variables = commandVariables(plan, task, placeholders).map(({ name, value }) => `${name}=${value}`);
    const printed = readFileSync(join(task_dir, 'stdout.log'), 'utf8').split('\0');
    const expected = words.slice(1).map(({ text }) => text);
    expect(printed.slice(0, expected.length)).toEqual(expected);
    if (plan.convention.kind === 'env') expect(printed).toEqual(expect.arrayContaining(variables));
    else expect(printed.slice(expected.length)).toEqual(['']);
    values += words.filter(({ from }) => typeof from !== 'string').length + variables.length;
  }
  await expectTable(plan, directory);
  rmSync(directory, { recursive: true });
}

const NO_PLACEHOLDERS = { task_dir: '', task_id: '', sweep_id: '', sweep_dir: '', project_dir: '', home: '' };

/**
 * The table has the same values, and for a task's directory its path in the sweep: awk decodes the same values as the
 * compiler.
 */
async function expectTable(plan: Plan, directory: string): Promise<void> {
  const script = join(directory, 'scripts', 'collect.sh');
  const { stdout } = await run('/bin/bash', [script, '--output', '-'], {
    env: { PATH: process.env['PATH'], HSM_ALLOW_EDITED: '1' },
    maxBuffer: 2 ** 26,
  });
  const sweep_id = basename(directory);
  const [, ...rows] = Papa.parse<readonly string[]>(stdout.replace(/\n$/, ''), { newline: '\n' }).data;
  const namesIn = (block: Block): readonly string[] => [
    ...parametersOf(block).map(({ parameter: { name } }) => name),
    ...(block.derived ?? []).map(({ name }) => name),
  ];
  const names = [...new Set(plan.space.blocks.flatMap(namesIn))];
  const given = new Set(plan.defaults);
  const expected = Array.from({ length: plan.count }, (_, at) => {
    const own = givenTo(plan, at + 1).filter((assignment) => !given.has(assignment));
    const texts = new Map(
      own.map(
        ({ name, value, template }) =>
          [
            name,
            template === undefined
              ? encodeValue({ kind: 'argparse' }, value)
              : fill(template, {
                  ...NO_PLACEHOLDERS,
                  task_id: `${at + 1}`,
                  task_dir: `tasks/task_${at + 1}`,
                  sweep_id,
                }),
          ] as const,
      ),
    );
    const called = taskName(plan, at + 1, sweep_id);
    return [`${at + 1}`, ...names.map((name) => texts.get(name) ?? ''), ...(called === null ? [] : [called])];
  });
  expect(rows.map((row) => row.slice(0, names.length + (plan.name === undefined ? 1 : 2)))).toEqual(expected);
}

const text = (of: string): WordTemplate[number] => ({ kind: 'text', text: of });
const placeholder = (kind: 'name' | 'value' | 'task_dir' | 'task_id' | 'sweep_id'): WordTemplate[number] => {
  return { kind: 'hole', hole: { kind } };
};

const named = (name: string): WordTemplate[number] => ({ kind: 'hole', hole: { kind: 'parameter', name } });

const variable = (name: string, fallback: string | null = null): WordTemplate[number] => {
  return { kind: 'hole', hole: { kind: 'env', name, fallback } };
};

type Style = Convention['kind'] | 'argparse of words' | 'template of options';

function conventionOf(style: Style, around: string): Convention {
  if (style === 'argparse of words') return { kind: 'argparse', booleans: 'no-flag', lists: 'words' };
  const kind = style === 'template of options' ? 'template' : style;
  if (kind === 'argparse') return { kind, ...asText };
  if (kind !== 'template') return { kind };
  const passing: Passing = style === 'template of options' ? { booleans: 'flag', lists: 'repeat' } : asText;
  const named = [
    placeholder('name'),
    text(`=${around}`),
    placeholder('value'),
    text(around),
    placeholder('task_id'),
  ];
  return {
    kind,
    words: [[text('--set')], named, [text(around), placeholder('name')], [placeholder('value')]],
    ...passing,
  };
}

/** A plan whose program prints what it gets; the command itself has words and placeholders of every kind. */
function planWith(
  blocks: readonly Block[],
  convention: Convention,
  around: string,
  placed: readonly string[] = [],
): Plan {
  const first = convention.kind === 'env' ? programOfVariables : program;
  const words = [
    [text(first)],
    [text(around)],
    [text(`--out=${around}`), placeholder('task_dir'), text(`/${around}`), placeholder('sweep_id')],
    [placeholder('task_id')],
    [text(around), variable('HSM_TEST_FIRST'), text(around), variable('HSM_TEST_SECOND', 'else')],
    [variable('HSM_TEST_UNSET', 'a/b'), variable('HSM_TEST_UNSET', '')],
    ...placed.map((name) => [text(around), named(name), text(around)]),
  ];
  const count = blocks.reduce((sum, block) => sum + countBlock(block), 0);
  return {
    ...planOf({ blocks }, count),
    convention,
    command: { launcher: [], container: [], words, origin: null, script: null },
  };
}

function parameter(name: string, of: readonly (Value | null)[]): Parameter {
  return { name, origin: { line: 1, column: 1 }, values: of, origins: of.map(() => null) };
}

const kinds: readonly Style[] = [
  'hydra',
  'argparse',
  'env',
  'template',
  'argparse of words',
  'template of options',
];

/** Row 1 of the torture table, and row 4: each hard text as a value, in a list and in a map. */
const hardValues: readonly Value[] = hardTexts.flatMap((of): readonly Value[] => {
  const string: Value = { type: 'string', text: of };
  const map: Value = {
    type: 'map',
    entries: [{ key: 'k', value: { type: 'list', items: [string, string] } }],
  };
  return [string, { type: 'list', items: [string] }, map];
});

test.each(kinds)(
  '%s: every hard value reaches the program',
  async (kind) => {
    const size = 6;
    const width = Math.ceil(hardValues.length / size);
    const parameters = Array.from({ length: width }, (_, column) =>
      parameter(
        `p.v${column}`,
        Array.from(
          { length: size },
          (_, row) => hardValues[(row * width + column) % hardValues.length] as Value,
        ),
      ),
    );
    const block: Block = {
      axes: [{ group: 'all', parameters, size }],
      excludes: [],
      conditions: [],
      origin: null,
    };
    const plan = planWith([block], conventionOf(kind, 'line\n"$x"'), 'line\n"$x"');
    const defaults = hardValues.map((value, at) => ({ name: `d.v${at}`, value, origin: null }));
    await expectAgreement({ ...plan, defaults });
    // All parameters are in the command, and none is passed again.
    const names = [...parameters, ...defaults].map(({ name }) => name);
    await expectAgreement({ ...planWith([block], conventionOf(kind, ''), 'x', names), defaults });
  },
  20_000,
);

test.each(kinds)(
  '%s: placeholders in defaults are replaced, next to any text',
  async (kind) => {
    const filled = hardTexts.map(
      (of): Value => ({
        type: 'string',
        text: `${of}{task_dir}/${of}{env:HSM_TEST_FIRST}{env:HSM_TEST_UNSET:-x}${of}`,
      }),
    );
    const lists = filled.map((item): Value => ({ type: 'list', items: [item, item] }));
    const defaults = [...filled, ...lists].map((value, at) => ({ name: `d.v${at}`, value, origin: null }));
    const block: Block = {
      axes: [{ group: null, parameters: [parameter('a', [{ type: 'integer', text: '1' }])], size: 1 }],
      excludes: [],
      conditions: [],
      origin: null,
    };
    const plan = planWith([block], conventionOf(kind, ''), '');
    await expectAgreement({ ...plan, defaults });
  },
  20_000,
);

const anyKey = fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/);

/** Numbers into which bash has to insert a decimal point, short and long ones. */
const anyRange: fc.Arbitrary<Range> = fc.record({
  first: fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -(2 ** 52), max: 2 ** 52 })),
  step: fc.oneof(
    fc.constantFrom(-1, 1),
    fc.integer({ min: -1000, max: 1000 }).filter((step) => step !== 0),
  ),
  places: fc.constantFrom(0, 1, 2, 17),
  origin: fc.constant(null),
});

/** A table over the first and the last axis, and texts of a table whose values need no escape in Hydra. */
function derivedOf(block: Block, take: () => Value, around: string): readonly Derived[] {
  const axes = [...new Set([0, block.axes.length - 1])];
  const count = axes.reduce((product, at) => product * (block.axes[at]?.size ?? 0), 1);
  const values = Array.from({ length: count }, (_, row) => (row % 5 === 3 ? null : take()));
  const plain = values.map((_, row): Value => ({ type: 'string', text: `p ${row}` }));
  const told = { formula: '', origin: null };
  const part = text(around.replace(/["\\$]/g, ''));
  return [
    {
      ...told,
      name: 'd.first',
      template: [part, named('d.plain'), part, placeholder('task_dir'), placeholder('task_id')],
    },
    { ...told, name: 'd.table', axes, values },
    { ...told, name: 'd.plain', axes, values: plain },
    { ...told, name: 'd.second', template: [placeholder('sweep_id')] },
  ];
}

/** Random blocks, as in the tests of the space, with random values on their axes; at most `limit` tasks. */
function anyPlan(kind: Style, limit: number): fc.Arbitrary<Plan> {
  const value = anyValue(kind === 'hydra' ? anyKey : anyText);
  const pool = fc.array(value, { minLength: 40, maxLength: 80 });
  const small = anySpace.filter(({ blocks }) => {
    const count = blocks.reduce((sum, block) => sum + countBlock(block), 0);
    return count > 0 && count <= limit;
  });
  const ranges = fc.array(fc.option(anyRange), { minLength: 3, maxLength: 6 });
  return fc
    .tuple(small, pool, anyText, fc.boolean(), ranges)
    .map(([{ blocks }, of, around, withDefaults, computed]) => {
      let next = 0;
      let axes = 0;
      const take = (): Value => of[next++ % of.length] as Value;
      const filled = blocks.map((block) => ({
        ...block,
        axes: block.axes.map((axis) => ({
          ...axis,
          parameters: axis.parameters.map((each) => {
            const { name } = each;
            const range = computed[axes++ % computed.length] ?? null;
            if (range !== null || 'range' in each) return { name, origin: null, range: range as Range };
            return parameter(
              name,
              each.values.map((value) => (value === null ? null : take())),
            );
          }),
        })),
      }));
      // One parameter that all blocks have, or the default, is in the command.
      const placed = withDefaults ? ['always'] : [];
      const first = filled[0]?.axes[0]?.parameters.at(-1)?.name ?? '';
      const inAll = filled.every(({ axes: all }) =>
        all.some(({ parameters }) => parameters.some(({ name }) => name === first)),
      );
      const isAlways = filled.every(({ axes: all }) =>
        all.every(({ parameters }) =>
          parameters.every((each) => each.name !== first || 'range' in each || !each.values.includes(null)),
        ),
      );
      if (withDefaults || (inAll && isAlways)) placed.push(first);
      const derivedToo = filled.map((block) => ({ ...block, derived: derivedOf(block, take, around) }));
      const plan = planWith(derivedToo, conventionOf(kind, around), around, placed);
      // Defaults that some cells set themselves, one of them in the command, and one that none does.
      const names = withDefaults ? [...new Set(['p0.0', 'always', first])] : [];
      const template = [text(around), named('d.plain'), placeholder('sweep_id'), text(around)];
      const name = { template, numbered: axes % 2 === 0, links: withDefaults, origin: null };
      return { ...plan, name, defaults: names.map((name) => ({ name, value: take(), origin: null })) };
    });
}

test.each(kinds)(
  '%s: random plans run with the words that the compiler tells',
  async (kind) => {
    await fc.assert(fc.asyncProperty(anyPlan(kind, 30), expectAgreement), {
      numRuns: 10,
      interruptAfterTimeLimit: 15 * SECONDS,
      markInterruptAsFailure: false,
    });
  },
  60 * SECONDS,
);

test('thousands of values were tested', () => {
  expect(values).toBeGreaterThan(5000);
});
