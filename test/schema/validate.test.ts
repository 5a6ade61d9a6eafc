import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { readOptions } from '../../src/schema/defaults.ts';
import { projectSchema, sweepSchema } from '../../src/schema/schemas.ts';
import { validateShape } from '../../src/schema/validate.ts';
import { parseMemory } from '../../src/settings/memory.ts';
import type { SyntaxNode } from '../../src/syntax/node.ts';
import { parseYaml } from '../../src/syntax/parse.ts';

function parsed(text: string): SyntaxNode {
  const root = parseYaml({ path: 'a.yaml', text }, new Diagnostics());
  if (root === null) throw new Error(`not YAML: ${text}`);
  return root;
}

/** Each error as `CODE underlined: message | help`. */
function errors(text: string, schema: object = sweepSchema): readonly string[] {
  const diagnostics = new Diagnostics();
  expect(validateShape(parsed(text), schema, diagnostics)).toBe(diagnostics.sorted().length === 0);
  return diagnostics.sorted().map(({ code, primary, message, help }) => {
    const under = primary === undefined ? '' : text.slice(primary.span.start, primary.span.end);
    return `${code} ${under}: ${message}${help === undefined ? '' : ` | ${help}`}`;
  });
}

test('both schemas are JSON Schemas', () => {
  const ajv = new Ajv({ strict: false });
  for (const schema of [sweepSchema, projectSchema]) expect(ajv.validateSchema(schema)).toBe(true);
});

test('every property of both schemas has a description for editors', () => {
  const missing: string[] = [];
  const walk = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      walk(value, `${path}/${key}`);
      if (key !== 'properties') continue;
      for (const [name, property] of Object.entries(value as Record<string, object>)) {
        if (!('description' in property || '$ref' in property)) missing.push(`${path}/${name}`);
      }
    }
  };
  walk(sweepSchema, 'sweep');
  walk(projectSchema, 'project');
  expect(missing).toEqual([]);
});

test('the amounts of memory in the schemas are accepted', () => {
  const texts = [sweepSchema, projectSchema].map((schema) => JSON.stringify(schema));
  const said = texts.flatMap((text) => [...text.matchAll(/"memory":\{"description":"(Memory[^"]+)"/g)]);
  expect(said.length).toBe(2);
  for (const [, description = ''] of said) {
    const amounts = [...description.matchAll(/`([^`]+)`/g)].map(([, amount = '']) => parseMemory(amount));
    expect(amounts.every(({ problem }) => problem === undefined)).toBe(true);
    expect(description).toContain('unit');
    expect(description).not.toContain('plain number');
  }
  expect(parseMemory('512').problem?.label).toContain('unit');
});

test.each([
  'sweep:\n  grid:\n    seed: [1]\n  paired:\n    - model_and_data:\n        model.name: [cnn]\n        data.aug: [a]\n',
  'sweep:\n  - grid: {model: {size: [1], depth: {n: [2]}}}\n  - paired: [{a: [1], b: [2]}]\n    exclude: [{a: 1}, {b: [2, 3]}]\n',
  'sweep: {paired: {group: {a: [1], b: [x]}}}\ndefaults: {a: 1, b: {c: [1]}}\nmetadata:\n',
  'sweep: {grid: {a: [null, true, [1], {b: 1}, .nan]}}\nscript: train.py\nargs: argparse\n',
  'sweep: {grid: {a: [1]}}\ncommand: [python, train.py, 3]\nargs: ["--{name}", "{value}"]\nwandb:\n',
  'sweep: {grid: {a: [1]}}\nresources: {walltime: 04:00:00, cpus: 4, memory: 16gb, qos: null}\n',
  'sweep: {grid: {a: [1]}}\nenvironment: {modules: [a/1], conda: x, setup: "a\\nb", variables: {A: 1, B: x}}\n',
  'sweep: {grid: {a: [1]}}\ntargets: {slurm: {any: 1}, local: }\n',
])('the sweep file %j has a valid shape', (text) => {
  expect(errors(text)).toEqual([]);
});

test.each([
  'hpc:\n  default_walltime: "04:00:00"\n  default_resources: "select=1:ncpus=4:mem=16gb"\n  system: pbs\n  max_array_size: 1000\n',
  'paths: {python_interpreter: p, train_script: t, config_dir: c, output_dir: o, conda_env: e}\nwandb: {project: p, entity: e}\n',
  'distributed:\n  remotes:\n    blossom:\n      host: "blossom.example.com"\n      ssh_key: ~/.ssh/id_ed25519\n      max_parallel_jobs: 4\n',
  'distributed: {enabled: true, strategy: s, local_max_jobs: 0, remote_root: /r, conda_env: c, rsync_excludes: [a]}\n',
  'distributed: {remotes: {a: {host: h, ssh_port: 22, enabled: false, backend: slurm, gpus: [0, 1], conda_env: e, python_path: p, workdir: /w, rsync_excludes: [b], spec: {x: 1}}}}\n',
  'local: {walltime: 1h, cpus_per_task: 2, mem: 4gb, gpus: 1, visible_gpus: [0, 1], pre_script: "x"}\n',
  'slurm: {walltime: 1h, cpus_per_task: 2, mem: 4G, mem_per_cpu: 1G, gpus: 1, gpu_type: a100, partition: p, qos: q, account: 12, modules: [a], pre_script: x, extra_directives: [--x], max_array_size: 10, array_throttle: 2}\n',
  'hpc:\npaths:\nlocal:\ndistributed:\n  remotes:\n',
])('the project file %j has a valid shape', (text) => {
  expect(errors(text, projectSchema)).toEqual([]);
});

test.each([
  ['sweep: {gird: {a: [1]}}', ['HSM201 gird: unknown key `gird` | did you mean `grid`?']],
  ['sweep: [{xyz: 1}]', ['HSM201 xyz: unknown key `xyz`']],
  ['sweep: {cases: [{lr: [0.1]}]}', ['HSM201 lr: unknown key `lr` | put `lr` under `grid:`']],
  [
    'sweep: {paired: [{file: a.csv, columns: b}]}',
    ['HSM203 b: `columns` must be a list, not the string `b` | put it in brackets: `[b]`'],
  ],
  [
    'sweep: {paired: [{file: a.csv, colums: [b]}]}',
    ['HSM201 colums: unknown key `colums` | did you mean `columns`?'],
  ],
  ['sweep: {paired: {file: a.csv}}', []],
  ['sweep: {paired: [{file: [a, b]}]}', []],
  [
    'sweep: {grid: {a: [1]}, take: 5}',
    ['HSM202 5: `take` must be a mapping, not the number `5` | write `{count: 5}`'],
  ],
  [
    'sweep: {sample: [{count: 0, seed: -1, method: x, parameters: {a: 5}}]}',
    [
      'HSM207 0: `count` must be at least 1',
      'HSM207 -1: `seed` must be at least 0',
      'HSM206 x: `method` cannot be the string `x`',
      'HSM203 5: `a` must be a list, not the number `5` | put it in brackets: `[5]`',
    ],
  ],
  ['sweep: {args: env}', ['HSM201 args: unknown key `args` | put `args` next to `sweep`, not inside it']],
  ['sweep: {}\ngrid: {}', ['HSM201 grid: unknown key `grid` | put `grid` under `sweep:`']],
  [
    'sweep: {grid: {lr: 0.1}}',
    ['HSM203 0.1: `lr` must be a list, not the number `0.1` | put it in brackets: `[0.1]`'],
  ],
  [
    'sweep: {grid: {m: {lr: "x"}}}',
    ['HSM203 "x": `lr` must be a list, not the string `x` | put it in brackets: `["x"]`'],
  ],
  [
    'sweep: {paired: [{a: 1}]}',
    [
      'HSM203 1: `a` must be a list, not the number `1` | write one list per parameter, whose first values belong together: `- {a: [1]}`',
    ],
  ],
  [
    'sweep: {paired: [{a: 1, b: "x y"}, {a: [2], b: z}]}',
    [
      'HSM203 1: `a` must be a list, not the number `1` | write one list per parameter, whose first values belong together: `- {a: [1, 2], b: [x, y]}`',
      'HSM203 "x y": `b` must be a list, not the string `x y` | write one list per parameter, whose first values belong together: `- {a: [1, 2], b: [x, y]}`',
      'HSM203 z: `b` must be a list, not the string `z` | write one list per parameter, whose first values belong together: `- {a: [1, 2], b: [x, y]}`',
    ],
  ],
  [
    'sweep: {paired: [{lr: 0.1}, {lr: 0.2}]}',
    ['0.1', '0.2'].map(
      (value) =>
        `HSM203 ${value}: \`lr\` must be a list, not the number \`${value}\` | write one list per parameter, whose first values belong together: \`- {lr: [0.1, 0.2]}\``,
    ),
  ],
  [
    'sweep: {grid: {data: glob(data/*.csv)}}',
    [
      'HSM203 glob(data/*.csv): `data` must be a list, not the string `glob(data/*.csv)` | write the names out, as in `[data/1.csv, data/2.csv]`: file patterns are not expanded here',
    ],
  ],
  [
    'sweep:\n  grid:\n    lr: uniform(0.5, 1)',
    [
      'HSM203 uniform(0.5, 1): `lr` must be a list, not the string `uniform(0.5, 1)` | write the values out, as in `[0.5, 1]`: `sample` draws values',
    ],
  ],
  [
    'sweep: {exclude: 1}',
    ['HSM202 1: `exclude` must be a string or a list, not the number `1` | quote it: `"1"`'],
  ],
  ['sweep: {grid: {a: [], b: {}}}', ['HSM204 []: `a` is empty', 'HSM204 {}: `b` is empty']],
  ['sweep: {grid: {a: , b: [1]}}', ['HSM204 a: `a` is empty']],
  ['sweep: {paired: [3]}', ['HSM202 3: an item of `paired` must be a mapping, not the number `3`']],
  ['sweep: {}\nargs: hydro', ['HSM206 hydro: `args` cannot be the string `hydro` | did you mean `hydra`?']],
  [
    'sweep: {}\nargs: 3',
    ['HSM202 3: `args` must be a string, a list or a mapping, not the number `3` | quote it: `"3"`'],
  ],
  ['sweep: {}\nscript: ""', ['HSM207 "": `script` must not be empty']],
  ['sweep: {}\nresources: {cpu: 1}', ['HSM201 cpu: unknown key `cpu` | did you mean `cpus`?']],
  ['grid: {a: [1]}', ['HSM201 grid: unknown key `grid` | put `grid` under `sweep:`']],
  ['sweeep: {grid: {a: [1]}}', ['HSM201 sweeep: unknown key `sweeep` | did you mean `sweep`?']],
  [
    'hpc: {}',
    [
      'HSM201 hpc: unknown key `hpc` | put `hpc` into `hsm_config.yaml`',
      'HSM205 hpc: the sweep file has no `sweep` | add `sweep:`',
    ],
  ],
  ['script: a', ['HSM205 script: the sweep file has no `sweep` | add `sweep:`']],
  ['[1]', ['HSM202 [1]: the sweep file must be a mapping, not a list']],
  ['sweep: 3', ['HSM202 3: `sweep` must be a mapping or a list, not the number `3`']],
  ['sweep: {a/b~c: 1}', ['HSM201 a/b~c: unknown key `a/b~c`']],
  [
    'sweep: {grid: {a/b~c: 1}}',
    ['HSM203 1: `a/b~c` must be a list, not the number `1` | put it in brackets: `[1]`'],
  ],
])('%j is refused', (text, expected) => {
  expect(errors(text)).toEqual(expected);
});

const options = {
  title: 'options of the example target',
  type: 'object',
  properties: {
    jobs: { type: 'integer', minimum: 1, default: 4 },
    nested: { type: 'object', default: {}, properties: { on: { type: 'boolean', default: true } } },
    either: { anyOf: [{ type: 'string' }, { type: 'integer' }], 'x-expected': 'be a name or an index' },
  },
  additionalProperties: false,
};

test('options get their defaults, as new objects each time', () => {
  const diagnostics = new Diagnostics();
  expect(readOptions(null, options, diagnostics)).toEqual({ jobs: 4, nested: { on: true } });
  expect(readOptions(parsed('jobs: 2\neither: x\n'), options, diagnostics)).toEqual({
    jobs: 2,
    nested: { on: true },
    either: 'x',
  });
  expect(diagnostics.sorted()).toEqual([]);
});

test('wrong options are reported, with one finding each', () => {
  expect(errors('job: 1\njobs: 0\neither: []\n', options)).toEqual([
    'HSM201 job: unknown key `job` | did you mean `jobs`?',
    'HSM207 0: `jobs` must be at least 1',
    'HSM207 []: `either` must be a name or an index',
  ]);
  const diagnostics = new Diagnostics();
  expect(readOptions(null, { ...options, required: ['either'] }, diagnostics)).toBeNull();
  expect(diagnostics.sorted()).toMatchObject([{ code: 'HSM205', primary: undefined }]);
});
