import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detectProject } from '../../src/project/detect.ts';
import { temporaryProject } from './temporary-project.ts';

test('nothing is found in an empty project on an empty PATH', () => {
  expect(detectProject(temporaryProject({}), {}, null)).toEqual({
    interpreter: null,
    script: null,
    program: null,
    configDirectory: null,
    system: null,
  });
});

test('the interpreter of the active environment takes precedence over those of the project and of PATH', () => {
  const root = temporaryProject({
    '.venv/bin/python': '',
    'tools/bin/python3': '',
    'conda/bin/python': '',
    'env/bin/python': '',
  });
  const PATH = join(root, 'tools/bin');
  const pathOf = (environment: Record<string, string>): string | undefined =>
    detectProject(root, { PATH, ...environment }, null).interpreter?.path;
  expect(pathOf({ VIRTUAL_ENV: join(root, 'env') })).toBe('env/bin/python');
  expect(pathOf({ CONDA_PREFIX: join(root, 'conda') })).toBe('conda/bin/python');
  expect(pathOf({ CONDA_PREFIX: join(root, 'conda'), CONDA_DEFAULT_ENV: 'base' })).toBe('.venv/bin/python');
  expect(pathOf({ VIRTUAL_ENV: join(root, 'gone') })).toBe('.venv/bin/python');
  const bare = temporaryProject({});
  expect(detectProject(bare, { PATH }, null).interpreter).toEqual({
    path: 'python3',
    reason: 'found on PATH',
  });
  expect(detectProject(bare, { VIRTUAL_ENV: join(root, 'env') }, null).interpreter?.path).toBe(
    join(root, 'env/bin/python'),
  );
});

test('the script has a usual name, or uses Hydra', () => {
  const usual = temporaryProject({
    'train.py': 'import argparse\n',
    'src/train.py': '',
    'scripts/other.py': '  @hydra.main(config_path="conf")\n',
    'src/model.py': 'x = 1\n',
  });
  expect(detectProject(usual, {}, null).script).toEqual({
    path: 'train.py',
    alternatives: ['src/train.py', 'scripts/other.py'],
    args: 'argparse',
  });
  const hydra = temporaryProject({
    'fit.py': 'import hydra\n\n@hydra.main()\ndef main(): ...\n',
    'util.py': '',
  });
  expect(detectProject(hydra, {}, null).script).toEqual({ path: 'fit.py', alternatives: [], args: 'hydra' });
  expect(detectProject(temporaryProject({ 'main.py': 'print(1)\n' }), {}, null).script?.args).toBeNull();
});

test('a config directory contains YAML', () => {
  expect(
    detectProject(temporaryProject({ 'conf/a.txt': '', 'configs/a.yml': '' }), {}, null).configDirectory,
  ).toBe('configs');
});

test('an R script takes its parameters from the command line', () => {
  const root = temporaryProject({
    'fit.R': 'library(optparse)\nopts <- list(make_option("--lr", default = 0.1))\n',
    'helpers.R': 'f <- function(x) x\n',
  });
  const { script, program } = detectProject(root, {}, null);
  expect(script).toEqual({ path: 'fit.R', alternatives: [], args: 'argparse' });
  expect(program?.parameters.map(({ name }) => name)).toEqual(['lr']);
});

test('programs without a usual name: Python with parameters, then awk, shell and compiled ones', () => {
  const python = temporaryProject({
    'fit.py': 'import sys\nfor word in sys.argv[1:]: word.split("=", 1)\n',
    'lib.py': 'x = 1\n',
  });
  expect(detectProject(python, {}, null).script).toEqual({ path: 'fit.py', alternatives: [], args: 'words' });
  const others = temporaryProject({ 'notes.txt': 'x', 'run.sh': 'exit\n', 'sum.awk': 'BEGIN {}\n' });
  expect(detectProject(others, {}, null).script).toEqual({
    path: 'run.sh',
    alternatives: ['sum.awk'],
    args: null,
  });
});
