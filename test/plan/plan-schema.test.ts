import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Axis, Condition, Plan } from '../../src/plan/plan.ts';
import { anyText, anyValue } from '../values.ts';
import { anySpace, axis, planOf } from './blocks.ts';

const schema: object = JSON.parse(
  readFileSync(new URL('../../schemas/plan.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

const computed: Axis = {
  group: null,
  file: { path: 'points.csv', sha256: 'ab'.repeat(32), origin: { line: 1, column: 1 } },
  parameters: [{ name: 'n', origin: null, range: { first: -1, step: 2, places: 1, origin: null } }],
  size: 2000,
};

const condition: Condition = {
  kind: 'only',
  expression: 'a > b',
  axes: [0, 1],
  nodes: [
    [
      { rows: 1, next: true },
      { rows: 1, next: 1 },
    ],
    [{ rows: 2000, next: false }],
  ],
  origin: null,
};

const full: Plan = {
  ...planOf(
    {
      blocks: [
        {
          axes: [axis(2, ['a', 'b']), computed],
          excludes: [],
          conditions: [condition],
          taken: { cells: [3, 0], origin: { line: 1, column: 1 } },
          derived: [
            {
              name: 'd',
              formula: '= a',
              origin: null,
              axes: [0],
              values: [{ type: 'float', text: '0.5' }, null],
            },
            {
              name: 'e',
              formula: '{a}/{task_dir}',
              origin: { line: 1, column: 1 },
              template: [
                { kind: 'hole', hole: { kind: 'parameter', name: 'a' } },
                { kind: 'text', text: '/' },
                { kind: 'hole', hole: { kind: 'task_dir' } },
              ],
            },
          ],
          origin: { line: 1, column: 2 },
        },
      ],
    },
    2,
  ),
  defaults: [{ name: 'c', value: { type: 'null', text: '' }, origin: null }],
  command: {
    launcher: [[{ kind: 'text', text: 'mpirun' }]],
    container: [
      [{ kind: 'hole', hole: { kind: 'sweep_dir' } }],
      [{ kind: 'hole', hole: { kind: 'project_dir' } }],
    ],
    words: [
      [
        { kind: 'text', text: 'x' },
        { kind: 'hole', hole: { kind: 'task_dir' } },
      ],
      [],
    ],
    origin: { line: 3, column: 4 },
    script: 'train.py',
  },
  convention: {
    kind: 'template',
    words: [[{ kind: 'hole', hole: { kind: 'value' } }]],
    booleans: 'flag',
    lists: 'words',
  },
  replicates: ['a'],
  name: {
    template: [{ kind: 'hole', hole: { kind: 'task_id' } }],
    numbered: true,
    links: false,
    origin: { line: 1, column: 1 },
  },
  environment: {
    modules: ['cuda'],
    conda: 'c',
    venv: 'v',
    setup: ['ulimit'],
    variables: [{ name: 'A', value: '' }],
    container: {
      image: 'a.sif',
      runtime: 'apptainer',
      binds: [{ source: '/a', target: '/b', read_only: true }],
      gpus: null,
    },
    files: ['sweeps/hsm_config.yaml'],
  },
  wandb: { project: 'p', entity: null, mode: 'offline', tags: ['t'], group: null },
  results: {
    sources: [
      { format: 'json', file: 'a.json', metrics: null, origin: null },
      {
        format: 'csv',
        file: 'b.csv',
        metrics: [{ name: 'l', key: 'l', take: 'min' }],
        origin: { line: 1, column: 1 },
      },
    ],
    objective: { metric: 'l', goal: 'minimize' },
  },
};

function problems(plan: unknown): unknown {
  validate(JSON.parse(JSON.stringify(plan)));
  return validate.errors ?? [];
}

test('any plan satisfies its schema', () => {
  expect(problems(full)).toEqual([]);
  fc.assert(
    fc.property(anySpace, fc.array(anyValue(anyText)), (space, values) => {
      const defaults = values.map((value, at) => ({ name: `d${at}`, value, origin: null }));
      expect(problems({ ...planOf(space, 1), defaults })).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test.each<[string, object]>([
  ['a count that JSON cannot hold', { count: Number.POSITIVE_INFINITY }],
  ['an unknown key', { extra: 1 }],
  ['another format', { format: 2 }],
  ['a value without text', { metadata: { a: { type: 'string' } } }],
  ['an unknown convention', { convention: { kind: 'click' } }],
])('%s is refused', (_, change) => {
  expect(problems({ ...full, ...change })).not.toEqual([]);
});

/** Every place in the schema that names a property or defines a type. */
function undescribed(node: unknown, path: string): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  const missing: string[] = [];
  for (const [key, child] of Object.entries(node)) {
    const at = `${path}/${key}`;
    if (/\/(?:properties|\$defs)$/.test(path) && !('description' in child)) missing.push(at);
    missing.push(...undescribed(child, at));
  }
  return missing;
}

test('everything in the schema has a description', () => {
  expect(undescribed(schema, '')).toEqual([]);
});
