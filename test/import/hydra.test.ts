import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combinations, importing, tasksOf } from './importing.ts';

function file(name: string): string {
  return readFileSync(new URL(`files/${name}`, import.meta.url), 'utf8');
}

const conf = {
  listDirectory: (path: string) => (path === './conf/model' ? ['cnn.yaml', 'mlp.yaml', 'notes.txt'] : null),
};

function places(text: string): readonly string[] {
  return importing(text).diagnostics.map(({ code, primary }) => {
    const span = primary?.span;
    return `${code} ${span === undefined ? '' : text.slice(span.start, span.end).split('\n')[0]}`;
  });
}

test('a multirun has the tasks that Hydra makes, in its order', () => {
  const { yaml } = importing(file('hydra-product.sh'), conf);
  const expected = combinations({
    model: ['cnn', 'mlp'],
    'optimizer.lr': ['0.1', '1e-2'],
    seed: ['1', '2', '3'],
    layers: ['[64,64]', '[128]'],
    '+tag': ['first run'],
  });
  expect(tasksOf(yaml)).toEqual(expected);
  expect(yaml).toContain('command: [python3, main.py] # line 5\n');
  expect(yaml).toContain('  +tag: first run # line 7\n');
  expect(yaml).toContain('resources:\n  walltime: 90m # line 8: timeout_min\n');
  expect(yaml).toContain('  variables:\n    OMP_NUM_THREADS: "4" # line 5\n');
});

test('a sweeper that searches is a sample with its trials and seed', () => {
  const { yaml, diagnostics } = importing(file('hydra-search.sh'));
  expect(diagnostics.map(({ code }) => code)).toEqual(['HSM553']);
  expect(yaml).toContain('command: [python3, main.py, --config-name, small]');
  expect(yaml).toContain(
    '    lr: {from: 1e-5, to: 1e-1, scale: log} # line 1: tag(log, interval(1e-5, 1e-1))\n',
  );
  expect(yaml).toContain('    units: {from: 16, to: 128} #');
  expect(tasksOf(yaml).length).toBe(6);
});

test('a config determines the sweep, and Hydra reads the rest of it', () => {
  const text = `defaults:
  - override hydra/sweeper: basic
hydra:
  sweeper:
    params:
      db: mysql,postgres
      seed: range(3)
      +x: choice(0.1, 'a,b')
  launcher: {mem_gb: 8, partition: gpu, array_parallelism: 4}
lr: 0.1
`;
  const { yaml } = importing(text);
  const space = { db: ['mysql', 'postgres'], seed: ['0', '1', '2'], '+x': ['0.1', 'a,b'] };
  expect(tasksOf(`command: [./train]\n${yaml}`)).toEqual(combinations(space));
  expect(yaml).toContain('resources:\n  memory: 8G # line 9: mem_gb\n  partition: gpu # line 9: partition\n');
  expect(places(text)).toEqual(['HSM552 sweeper:', 'HSM552 array_parallelism']);
});

const line = (override: string): string => `python train.py -m '${override}'\n`;

test.each([
  ['x=range(1,5)', '1..4'],
  ['x=range(5)', '0..4'],
  ['x=range(0,1,0.25)', '{from: 0.0, to: 0.75, step: 0.25}'],
  ['x=range(10,0,-5)', '10..5..5'],
  ['x=range(start=2,stop=9,step=3)', '2..8..3'],
  ['x=range(1,2)', '[1]'],
  ['x=a,b', '[a, b]'],
  ['x=choice(1_000, "2", true, null)', '[1000, "2", true, null]'],
  ['x=[1,2],[a,{b: c}]', '[[1, 2], [a, {b: c}]]'],
  ['x=sort(3,1,2)', '[1, 2, 3]'],
  ['x=sort(3,1,2,reverse=true)', '[3, 2, 1]'],
  ['x=shuffle([a,b])', '[a, b]'],
  ['x=str(1,2)', '["1", "2"]'],
  ['x=float(choice(1,2))', '[1.0, 2.0]'],
  ['x=int(1.7,2)', '[1, 2]'],
  ['x=a\\,b,c', '["a,b", c]'],
  ['x="a b",c', '[a b, c]'],
])('%s becomes %s', (theirs, ours) => {
  const { yaml, diagnostics } = importing(line(theirs));
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(yaml).toContain(` x: ${ours} #`.replace('"a,b"', 'a,b').replace('[a,b', '["a,b"'));
  tasksOf(yaml);
});

test.each([
  ['x=range(5,1)', 'HSM554 range(5,1)'],
  ['x=range(a)', 'HSM554 range(a)'],
  ['x=choice(a,b', 'HSM554 choice(a,b'],
  ['x=[1,2', 'HSM554 [1,2'],
  ['x=1,,2', 'HSM554 ,'],
  ['x=a,range(3)', 'HSM554 range(3)'],
  ['x=glob(*)', 'HSM554 glob(*)'],
  ['x=linspace(0,1)', 'HSM554 linspace(0,1)'],
])('nothing is printed for %s', (override, place) => {
  expect(importing(line(override)).yaml).toBe(null);
  expect(places(line(override))).toContain(place);
});

test('values that only a shell or Hydra can compute are reported or left to Hydra', () => {
  const text = 'python -m pkg.train -m lr=1,2 out=$HOME/x data=\\$' + '{oc.env:DATA} hydra.run.dir=x > log\n';
  expect(places(text)).toEqual(['HSM552 $', 'HSM552 hydra.run.dir=x']);
  expect(importing(text).yaml).toContain('command: [python, -m, pkg.train, "data=$' + '{oc.env:DATA}"]');
});

test('a text that only looks like a command line belongs to no tool', () => {
  expect(places('# python train.py -m a=1\nls -m\n')).toEqual(['HSM551 ']);
});

test('any product has the same tasks in Hydra and in hsm', () => {
  const name = fc.stringMatching(/^[a-z][a-z_]{0,5}(\.[a-z]{1,4})?$/);
  const value = fc.oneof(
    fc.integer({ min: -99, max: 99 }).map(String),
    fc.stringMatching(/^[a-z][a-z0-9/-]{0,6}$/),
  );
  const axis = fc.oneof(
    fc
      .uniqueArray(value, { minLength: 2, maxLength: 4 })
      .map((values) => ({ written: values.join(','), values })),
    fc
      .uniqueArray(value, { minLength: 1, maxLength: 4 })
      .map((values) => ({ written: `choice(${values.join(', ')})`, values })),
    fc
      .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }))
      .map(([start, length, step]) => ({
        written: `range(${start},${start + length},${step})`,
        values: Array.from({ length: Math.ceil(length / step) }, (_, at) => String(start + at * step)),
      })),
  );
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 3, selector: (each) => each.split('.')[0] });
  fc.assert(
    fc.property(names, fc.array(axis, { minLength: 3, maxLength: 3 }), (keys, axes) => {
      const used = keys.map((key, at) => [key, axes[at]] as const);
      const words = used.map(([key, each]) => `'${key}=${each?.written}'`);
      const space = Object.fromEntries(used.map(([key, each]) => [key, each?.values ?? []]));
      const { yaml } = importing(`python train.py -m ${words.join(' ')}\n`);
      expect(tasksOf(yaml)).toEqual(combinations(space));
    }),
    { numRuns: 200, seed: 2 },
  );
});
