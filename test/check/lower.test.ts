import { expect, test } from 'vitest';
import type { CheckedSweep } from '../../src/check/checked-sweep.ts';
import type { DraftAxis } from '../../src/check/draft.ts';
import { lower } from '../../src/check/lower.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Source, Span } from '../../src/source/source.ts';
import type { MappingNode, ScalarNode, ScalarType, SyntaxNode } from '../../src/syntax/node.ts';
import { planOf } from '../plan/blocks.ts';

const text = 'sweep:\n  grid:\n    lr: [1e-3, 0.10]\n    net: [{ deep: 010 }]\ndefaults: { seed: 1 }\n';
const source: Source = { path: 'sweep.yaml', text };

function span(of: string): Span {
  const start = text.indexOf(of);
  return { source, start, end: start + of.length };
}

function scalar(of: string, type: ScalarType): ScalarNode {
  return { kind: 'scalar', type, text: of, style: 'plain', span: span(of) };
}

function checked(): CheckedSweep {
  const { convention, resources, environment } = planOf({ blocks: [] }, 0);
  const net: MappingNode = {
    kind: 'mapping',
    entries: [{ key: scalar('deep', 'string'), value: scalar('010', 'integer') }],
    span: span('{ deep'),
  };
  const axis = (name: string, values: readonly SyntaxNode[]): DraftAxis => ({
    group: null,
    span: span(name),
    kind: 'grid',
    caseOf: null,
    table: null,
    problems: [],
    parameters: [
      { name, nameSpan: span(name), values, valuesSpan: span(name), long: null, rows: null, problems: [] },
    ],
  });
  return {
    blocks: [
      {
        axes: [axis('lr', [scalar('1e-3', 'float'), scalar('0.10', 'float')]), axis('net', [net])],
        excludes: [{ matches: [{ axis: 0, rows: [1] }], span: span('grid') }],
        conditions: [],
        taken: null,
        derived: [],
        resources: {},
        caseResources: null,
        span: span('grid'),
      },
    ],
    defaults: [{ name: 'seed', value: scalar('1 ', 'integer'), nameSpan: span('seed') }],
    metadata: [{ name: '__proto__', value: scalar('lr', 'string') }],
    name: null,
    replicates: [],
    command: { words: [[{ kind: 'text', text: 'python3' }]], span: null, script: 'train.py' },
    convention,
    resources,
    failures: { out_of_memory: null, timeout: null, stop_after: null },
    environment,
    wandb: null,
    code: { mode: 'live', include: [], exclude: [] },
    provenance: { diff: true },
    results: null,
    targets: {},
  };
}

const lowered = (maxRuns: number | null): Plan =>
  lower(checked(), { path: 'sweeps/sweep.yaml', sha256: 'ab'.repeat(32) }, 'hsm 1.2.3', {
    maxRuns,
    take: null,
  });

test('a plan keeps written text, types and places', () => {
  const plan = lowered(null);
  const [block] = plan.space.blocks;
  expect(plan).toMatchObject({ format: 1, generator: 'hsm 1.2.3', count: 1, convention: { kind: 'hydra' } });
  expect(block?.axes[0]).toEqual({
    group: null,
    parameters: [
      {
        name: 'lr',
        origin: { line: 3, column: 5 },
        values: [
          { type: 'float', text: '1e-3' },
          { type: 'float', text: '0.10' },
        ],
        origins: [
          { line: 3, column: 10 },
          { line: 3, column: 16 },
        ],
      },
    ],
    size: 2,
  });
  expect(block?.axes[1]?.parameters[0]).toMatchObject({
    values: [{ type: 'map', entries: [{ key: 'deep', value: { type: 'integer', text: '010' } }] }],
  });
  expect(block?.excludes).toEqual([{ matches: [{ axis: 0, rows: [1] }], origin: { line: 2, column: 3 } }]);
  expect(plan.defaults[0]?.name).toBe('seed');
  expect(plan.command).toEqual({
    launcher: [],
    container: [],
    words: [[{ kind: 'text', text: 'python3' }]],
    origin: null,
    script: 'train.py',
  });
});

test('the option for a prefix lowers the count and never raises it', () => {
  expect(lowered(0).count).toBe(0);
  expect(lowered(1).count).toBe(1);
  expect(lowered(5).count).toBe(1);
});

test('a plan survives JSON, and equal input gives an equal text', () => {
  const plan = lowered(null);
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  expect(JSON.stringify(lowered(null))).toBe(JSON.stringify(plan));
  expect(Object.keys(plan.metadata)).toEqual(['__proto__']);
});

test('a plan is deeply frozen', () => {
  const isFrozen = (data: unknown): boolean =>
    typeof data !== 'object' ||
    data === null ||
    (Object.isFrozen(data) && Object.values(data).every(isFrozen));
  expect(isFrozen(lowered(null))).toBe(true);
});
