import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile } from '../../src/compiler/compile.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { resourceClasses } from '../../src/plan/resource-classes.ts';
import { assignmentsAt } from '../../src/plan/space.ts';
import { foldersOfAwks } from './awks.ts';

/**
 * Each case of a random sweep has a parameter `memory` that repeats its request. The lists of classes.sh, with each
 * awk, are compared with it, task by task. HSM_CLASSES_SWEEPS=1000 tries more.
 */
const SWEEPS = Number(process.env['HSM_CLASSES_SWEEPS'] ?? 25);

let root = '';
let awks: readonly string[] = [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hsm-classes-'));
  mkdirSync(join(root, 'sweeps'));
  awks = foldersOfAwks(root);
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const anyCase = fc.record({ memory: fc.integer({ min: 1, max: 3 }), values: fc.integer({ min: 1, max: 3 }) });
const anyBlock = fc.record({
  seeds: fc.integer({ min: 1, max: 4 }),
  cases: fc.array(anyCase, { minLength: 1, maxLength: 4 }),
  drops: fc.option(fc.integer({ min: 1, max: 3 })),
  take: fc.option(fc.integer({ min: 1, max: 5 })),
});
const anySweep = fc.record({
  blocks: fc.array(anyBlock, { minLength: 1, maxLength: 3 }),
  maxRuns: fc.option(fc.integer({ min: 1, max: 20 })),
});

type AnyBlock = typeof anyBlock extends fc.Arbitrary<infer Value> ? Value : never;

function textOf(blocks: readonly AnyBlock[]): string {
  const texts = blocks.map(({ seeds, cases, drops, take }, number) =>
    [
      `  - grid: {seed: 1..${seeds}}`,
      '    cases:',
      ...cases.flatMap(({ memory, values }, at) => [
        `      - grid: {memory: [${memory}], block: [${number}], case: [${at}], value: 1..${values}}`,
        `        resources: {memory: ${memory}gb}`,
      ]),
      ...(drops === null ? [] : [`    only: "value != ${drops} || seed % 2 == 0 || case == 0"`]),
      ...(take === null ? [] : [`    take: {count: ${Math.min(take, seeds)}, seed: ${take}}`]),
    ].join('\n'),
  );
  return `command: [echo]\nargs: env\nsweep:\n${texts.join('\n')}\n`;
}

function memoryAt(plan: Plan, task: number): number {
  const found = assignmentsAt(plan, task).find(({ name }) => name === 'memory')?.value;
  return found !== undefined && 'text' in found ? 1024 * Number(found.text) : Number.NaN;
}

/** The tasks of a list, as 1,5-8. */
function listed(list: string): readonly number[] {
  return list
    .trim()
    .split(',')
    .flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, at) => first + at);
    });
}

test('classes.sh lists the tasks with the same requests, with every awk', async () => {
  expect(awks.length).toBeGreaterThan(0);
  await fc.assert(
    fc.asyncProperty(anySweep, async ({ blocks, maxRuns }) => {
      writeFileSync(join(root, 'sweeps', 'sweep.yaml'), textOf(blocks));
      const { plan, files } = await compile({
        workingDirectory: root,
        sweepFile: null,
        targets: ['local'],
        options: {},
        maxRuns,
        name: 'sweep',
        environment: {},
      });
      fc.pre(plan !== null && resourceClasses(plan).length > 1);
      if (plan === null) return;
      for (const { path, content } of files) {
        mkdirSync(dirname(join(root, 'sweep', path)), { recursive: true });
        writeFileSync(join(root, 'sweep', path), content);
      }
      const tasks = Array.from({ length: plan.count }, (_, at) => at + 1);
      const run = (awk: string, words: readonly string[], input = ''): string =>
        spawnSync('bash', ['-p', join(root, 'sweep', 'scripts', 'classes.sh'), ...words], {
          encoding: 'utf8',
          input,
          env: { ...process.env, PATH: `${awk}:${process.env['PATH']}` },
        }).stdout;
      for (const awk of awks) {
        const classes = resourceClasses(plan).map(({ resources }) => resources.memory);
        for (const [at, memory] of classes.entries()) {
          const own = tasks.filter((task) => memoryAt(plan, task) === memory);
          expect(listed(run(awk, [String(at + 1)])), awk).toEqual(own);
          const jobs = [...new Set(own.map((task) => Math.ceil(task / 3)))];
          expect(listed(run(awk, [String(at + 1), '3'])), awk).toEqual(jobs);
        }
        const told = tasks.map((task) => `${task} 1 ${classes.indexOf(memoryAt(plan, task)) + 1}\n`);
        expect(run(awk, ['--tell']), awk).toBe(told.join(''));
        const some = told.filter((_, at) => at % 2 === 0).toReversed();
        const asked = some.map((line) => line.replace(/ \d+\n$/, '\n')).join('');
        expect(run(awk, ['--tell'], asked), awk).toBe(some.join(''));
      }
    }),
    { numRuns: SWEEPS },
  );
}, 600_000);
