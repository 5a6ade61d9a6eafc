import { expect, test } from 'vitest';
import type { Plan } from '../../src/plan/plan.ts';
import type { Resources } from '../../src/plan/run-settings.ts';
import { readTable } from '../../src/report/read-table.ts';
import { resourceUse } from '../../src/report/resource-use.ts';
import type { ResultTable } from '../../src/report/table.ts';

const heading = 'task,state,exit_code,duration,host,attempt,started,ended,cpu_time,peak_memory,loss';

function tableOf(...rows: readonly string[]): ResultTable {
  const table = readTable([heading, ...rows].join('\r\n'));
  if (table === null) throw new Error('no table');
  return table;
}

function planOf(resources: Partial<Resources>): Plan {
  return { resources, space: { blocks: [] }, count: 4 } as unknown as Plan;
}

test('costs are facts, and a metric with the same name in a table of an earlier build is a metric', () => {
  expect(
    tableOf()
      .columns.slice(-3)
      .map(({ kind }) => kind),
  ).toEqual(['fact', 'fact', 'metric']);
  const earlier = readTable('task,state,exit_code,duration,host,attempt,started,ended,cpu_time\r\n');
  expect(earlier?.columns.at(-1)?.kind).toBe('metric');
});

test('use relative to the request, over completed tasks for which it was measured', () => {
  const table = tableOf(
    '1,completed,0,100,h,1,0,100,50,300,1',
    '2,completed,0,300,h,1,0,300,450,,1',
    '3,failed,1,100,h,1,0,100,400,1000,1',
    '4,pending,,,,0,,,,,',
  );
  const [all, ...others] = resourceUse(planOf({ cpus: 4, memory: 1024, walltime: 3600, ranks: null }), table);
  expect(others).toEqual([]);
  expect(all?.tasks).toBe('1-4');
  expect(all?.uses).toEqual([
    // All CPU time divided by the reserved time: 500 of 4 × 400.
    { resource: 'cpus', asked: 4, tasks: 2, share: 500 / 1600, most: 1.5, task: '2', enough: 2 },
    { resource: 'memory', asked: 1024, tasks: 1, share: 300 / 1024, most: 300, task: '1', enough: 300 },
    { resource: 'walltime', asked: 3600, tasks: 2, share: 200 / 3600, most: 300, task: '2', enough: 300 },
  ]);
});

test('nothing is listed if nothing was requested or measured', () => {
  const seen = tableOf('1,completed,0,100,h,1,0,100,50,300,1');
  expect(resourceUse(planOf({ cpus: null, memory: null, walltime: null, ranks: null }), seen)).toEqual([]);
  const unseen = tableOf('1,completed,0,100,h,1,0,100,,,1');
  expect(resourceUse(planOf({ cpus: 4, memory: 1024, walltime: null, ranks: 2 }), unseen)).toEqual([]);
});

test('each rank has its own CPUs', () => {
  const table = tableOf('1,completed,0,100,h,1,0,100,400,,1');
  const [all] = resourceUse(planOf({ cpus: 2, ranks: 4, memory: null, walltime: null }), table);
  expect(all?.uses).toMatchObject([{ asked: 8, share: 0.5 }]);
});

test('without ranks, each node has the CPUs', () => {
  const table = tableOf('1,completed,0,100,h,1,0,100,400,,1');
  const [all] = resourceUse(planOf({ cpus: 4, nodes: 2, ranks: null, memory: null, walltime: null }), table);
  expect(all?.uses).toMatchObject([{ asked: 8, share: 0.5 }]);
  const unsaid = planOf({ cpus: null, nodes: 2, ranks: null, memory: null, walltime: null });
  expect(resourceUse(unsaid, table)).toEqual([]);
});

test('what an attempt was given counts, and not what the plan has: a retry, or an option of a target', () => {
  const table = tableOf(
    '1,completed,0,100,h,1,0,100,,90,1',
    '2,completed,0,200,h,2,0,200,,300,1',
    '3,completed,0,100,h,1,0,100,,50,1',
    '4,pending,,,,0,,,,,',
  );
  const plan = planOf({ cpus: null, memory: null, walltime: 120, ranks: null });
  const recorded = new Map([
    ['1', { memory: 100, walltime: 120 }],
    ['2', { memory: 400, walltime: 240 }],
    ['3', { memory: 100, walltime: 120 }],
  ]);
  expect(resourceUse(plan, table, recorded)).toMatchObject([
    { tasks: '1,3', uses: [{ resource: 'memory', asked: 100, most: 90 }, { asked: 120 }] },
    { tasks: '2', uses: [{ resource: 'memory', asked: 400, share: 0.75 }, { asked: 240 }] },
  ]);
  // Three tasks in a job: the walltime of a task is the plan's.
  const packed = new Map(['1', '2', '3'].map((task) => [task, { memory: 100, walltime: 360 }]));
  expect(resourceUse(plan, table, packed)).toMatchObject([
    {
      tasks: '1-4',
      uses: [
        { resource: 'memory', asked: 100 },
        { resource: 'walltime', asked: 120 },
      ],
    },
  ]);
});
