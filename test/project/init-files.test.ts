import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import type { DetectedProject } from '../../src/project/detect.ts';
import { initConfigFile } from '../../src/project/init-config-file.ts';
import { initSweepFile } from '../../src/project/init-sweep-file.ts';
import { yamlText } from '../../src/project/yaml-text.ts';
import { projectSchema, sweepSchema } from '../../src/schema/schemas.ts';
import { validateShape } from '../../src/schema/validate.ts';
import { readProjectLayer, readSweepLayer } from '../../src/settings/read-layer.ts';
import { parseYaml } from '../../src/syntax/parse.ts';
import { toPlain } from '../../src/syntax/plain.ts';

const nothing: DetectedProject = {
  interpreter: null,
  script: null,
  program: null,
  configDirectory: null,
  system: null,
};
const everything: DetectedProject = {
  interpreter: { path: '.venv/bin/python', reason: 'the virtual environment of the project' },
  script: { path: 'my train: "1".py', alternatives: ['main.py', 'no'], args: 'argparse' },
  program: null,
  configDirectory: 'conf',
  system: 'slurm',
};

/** Reads a generated file through schema and settings, also without its comments. */
function diagnosticsOf(text: string, schema: object, read: typeof readSweepLayer): readonly string[] {
  const diagnostics = new Diagnostics();
  const root = parseYaml({ path: 'file.yaml', text }, diagnostics);
  if (root !== null && validateShape(root, schema, diagnostics)) read(root, diagnostics);
  return diagnostics.sorted().map(({ code, message }) => `${code} ${message}`);
}

/** The file with every commented-out setting switched on. */
function uncommented(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#.*(?:[.?:]|: .*\.)$/.test(line) || /^\s*# *(?:- )?[\w-]+:$/.test(line));
  return lines.map((line) => line.replace(/^(\s*)# (?=\s*(?:- |[\w.]+:))/, '$1')).join('\n');
}

test.each([
  ['nothing', nothing],
  ['everything', everything],
])('with %s detected, both files are valid and name their schema', (_, detected) => {
  const sweep = initSweepFile(detected, 'schemas/sweep.json');
  const config = initConfigFile(detected, 'schemas/config.json');
  expect(sweep.split('\n')[0]).toBe('# yaml-language-server: $schema=schemas/sweep.json');
  expect(config.split('\n')[0]).toBe('# yaml-language-server: $schema=schemas/config.json');
  expect(initSweepFile(detected, null) + initConfigFile(detected, null)).not.toContain('$schema');
  expect(diagnosticsOf(sweep, sweepSchema, readSweepLayer)).toEqual([]);
  expect(diagnosticsOf(config, projectSchema, readProjectLayer)).toEqual([]);
  expect(diagnosticsOf(uncommented(sweep), sweepSchema, readSweepLayer)).toEqual([]);
  expect(diagnosticsOf(uncommented(config), projectSchema, readProjectLayer)).toEqual([]);
  expect(`${sweep}${config}`).not.toMatch(/[ \t]+$/m);
});

test('the files contain what was detected', () => {
  const config = initConfigFile(everything, 's');
  const root = parseYaml({ path: 'c', text: config }, new Diagnostics());
  expect(root === null ? null : toPlain(root)).toMatchObject({
    paths: { python_interpreter: '.venv/bin/python', train_script: 'my train: "1".py' },
    hpc: { system: 'slurm' },
  });
  // The needs of a task cannot be seen from here.
  expect(config).not.toMatch(/^(resources| {2}(walltime|memory|cpus)):/m);
  expect(config).toContain('# Other candidates: main.py, "no"');
  expect(initSweepFile(everything, 's')).toMatch(/^args: argparse$/m);
  expect(uncommented(initSweepFile(everything, 's'))).toMatch(/^results:\n {2}json: /m);
});

test('the place for results is explained before one is lost', () => {
  for (const detected of [nothing, everything]) {
    expect(initSweepFile(detected, 's')).toMatch(/overwrites[\s\S]*HSM_TASK_DIR[\s\S]*\{task_dir\}/);
  }
});

test('the config directory is for Hydra, which other programs do not know', () => {
  const { script } = everything;
  const hydra = { ...everything, script: script && { ...script, args: 'hydra' as const } };
  expect(initConfigFile(hydra, 's')).toMatch(/^ {2}config_dir: conf$/m);
  expect(initConfigFile(everything, 's')).not.toMatch(/^ {2}config_dir/m);
});

test('a comment mentions what was not found', () => {
  const config = initConfigFile(nothing, 's');
  expect(config).toContain('# No training script was found: set yours.');
  expect(config).toContain('# No Python was found');
});

test('text is quoted wherever YAML could read it as something else', () => {
  expect(['train.py', '.venv/bin/python', '/usr/bin/python3', 'a-b_c'].map(yamlText)).toEqual([
    'train.py',
    '.venv/bin/python',
    '/usr/bin/python3',
    'a-b_c',
  ]);
  for (const text of [
    'no',
    'true',
    '',
    'a b',
    '1.py',
    '~/x',
    '.5',
    '..',
    'a: b',
    '-x',
    "it's",
    'é',
    '*a',
    '.inf',
  ]) {
    expect(yamlText(text)).toBe(JSON.stringify(text));
  }
});
