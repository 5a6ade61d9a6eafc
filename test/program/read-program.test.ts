import { expect, test } from 'vitest';
import type { Value } from '../../src/plan/plan.ts';
import { readProgram } from '../../src/program/read-program.ts';

/** A parameter on one line: `lr: float = 0.1 of a|b, needed, flag`. */
function summary(name: string, text: string): readonly string[] | null {
  const program = readProgram(name, text);
  if (program === null) return null;
  const lines = program.parameters.map((parameter) => {
    const value = parameter.default === null ? '' : ` = ${written(parameter.default)}`;
    const choices = parameter.choices.length === 0 ? '' : ` of ${parameter.choices.map(written).join('|')}`;
    const form = parameter.form === 'value' ? '' : `, ${parameter.form}`;
    return `${parameter.name}: ${parameter.type}${value}${choices}${parameter.isRequired ? ', needed' : ''}${form}`;
  });
  return [`${program.reader} ${program.passing}`, ...lines, ...program.byPlace.map((place) => `<${place}>`)];
}

function written(value: Value): string {
  if (value.type === 'list') return `[${value.items.map(written).join(' ')}]`;
  return value.type === 'map' ? '' : value.text;
}

const argparse = 'import argparse\nparser = argparse.ArgumentParser()\n';

test.each([
  ['"-l", "--lr", type=float, default=1e-3', 'lr: float = 1e-3'],
  ['"--seed", type=int, default=1_000', 'seed: integer = 1000'],
  ['"--shift", type=float, default=-.5', 'shift: float = -.5'],
  ['"--data", required=True, help="a (path), \'so\'"', 'data: string, needed'],
  ['"--opt", choices=["a", \'b\'], default="a"', 'opt: string = a of a|b'],
  ['"--opt", choices=OPTIMIZERS', 'opt: string of sgd|adam'],
  ['"--opt", choices=list(REGISTRY)', 'opt: unknown'],
  ['"--lr", type=float, default=LR', 'lr: float = 0.1'],
  ['"--out", default=os.path.join("a", "b")', 'out: string'],
  ['"--out", default=None', 'out: string'],
  ['"--ema", action="store_true"', 'ema: boolean = false, flag'],
  ['"--ema", action=argparse.BooleanOptionalAction, default=True', 'ema: boolean = true, no-flag'],
  ['"--layers", nargs="+", type=int, default=[64, 64]', 'layers: integer = [64 64], words'],
  ['"--tag", action="append"', 'tag: string, repeat'],
  ['"--fast", type=bool, default=False', 'fast: unknown = false'],
  ['"--space", type=json.loads', 'space: unknown'],
])('argparse: %s', (words, expected) => {
  const text = `${argparse}LR = 0.1\nOPTIMIZERS = ("sgd", "adam")\nparser.add_argument(${words})\n`;
  expect(summary('a.py', text)).toEqual(['argparse argparse', expected]);
});

test('argparse: an argument without a long name, a positional one, and one of a subcommand', () => {
  const text = `${argparse}parser.add_argument("-q")\nparser.add_argument("data")\nparser.add_argument("more", nargs="*")\n`;
  expect(summary('a.py', text)).toEqual(['argparse argparse', '<data>']);
  expect(summary('a.py', `${text}parser.add_subparsers()\n`)).toBeNull();
  expect(summary('a.py', 'import argparse\n"""never ends\n')).toBeNull();
});

test('click: types follow defaults, and flags their names', () => {
  const text = `import click
@click.command()
@click.option("--lr", "-l", default=0.1, show_default=True)
@click.option("--units", "width", type=click.IntRange(1, 9), default=4)
@click.option("--opt", type=click.Choice(["sgd", "adam"], case_sensitive=False), required=True)
@click.option("--kind", type=click.Choice(KINDS))
@click.option("--shuffle/--no-shuffle", default=True)
@click.option("--on/--off")
@click.option("--quiet", is_flag=True)
@click.option("--tag", multiple=True)
@click.option("--name", prompt=True)
@click.argument("data", type=click.Path())
def main(**options): ...
`;
  expect(summary('a.py', text)).toEqual([
    'click argparse',
    'lr: float = 0.1',
    'units: integer = 4',
    'opt: string of sgd|adam, needed',
    'kind: unknown',
    'shuffle: boolean = true, no-flag',
    'on: unknown = false, no-flag',
    'quiet: boolean = false, flag',
    'tag: string, repeat',
    'name: string, needed',
    '<data>',
  ]);
  expect(summary('a.py', `${text}@click.group()\ndef all(): ...\n`)).toBeNull();
});

test('Typer: the arguments of the only command', () => {
  const body = `main(
    data: str, lr_rate: float = 0.1, units: Annotated[int, typer.Option(help="a, b")] = 4, fast: bool = False,
    name: str = typer.Option(...), decay: float = typer.Option(0.5, "--decay", help="x = y"),
): ...
`;
  const expected = [
    'Typer argparse',
    'lr-rate: float = 0.1',
    'units: integer = 4',
    'fast: boolean = false, no-flag',
    'name: string, needed',
    'decay: float = 0.5',
    '<data>',
  ];
  expect(summary('a.py', `import typer\ndef helper(x: int): ...\ndef ${body}typer.run(main)\n`)).toEqual(
    expected,
  );
  const app = `from typer import Typer\nimport typer\napp = typer.Typer()\n@app.command()\ndef ${body}app()\n`;
  expect(summary('a.py', app)).toEqual(expected);
  expect(summary('a.py', `${app}@app.command()\ndef other(): ...\n`)).toBeNull();
});

test('R: optparse, argparse, commandArgs by name and by place', () => {
  const optparse = `library("optparse")
opts <- list(make_option(c("-d", "--degree"), type="integer", default=3L), make_option("--lambda", default = 0.1),
  make_option("--verbose", action="store_true", default=FALSE))
`;
  expect(summary('a.R', optparse)).toEqual([
    'optparse argparse',
    'degree: integer = 3',
    'lambda: float = 0.1',
    'verbose: boolean = false, flag',
  ]);
  const rArgparse = `library(argparse)
p <- ArgumentParser()
p$add_argument("--lr", type="double", default=0.1)
p$add_argument("--kind", choices=c("a", "b"))
`;
  expect(summary('a.R', rArgparse)).toEqual(['argparse argparse', 'lr: float = 0.1', 'kind: string of a|b']);
  const named = `words <- strsplit(commandArgs(trailingOnly = TRUE), "=") # settings$no
settings <- setNames(lapply(words, f), names)
x <- settings$degree + settings[["seed"]]
model <- fit(settings$degree)
model$other
`;
  expect(summary('a.r', named)).toEqual([
    'commandArgs words',
    'degree: float, needed',
    'seed: float, needed',
  ]);
  const placed =
    'args <- commandArgs(trailingOnly=TRUE)\nn <- as.integer(args[2])\nlr <- as.numeric(args[[1]])\n';
  expect(summary('a.R', placed)).toEqual(['commandArgs values', 'lr: float, needed', 'n: integer, needed']);
  expect(summary('a.R', 'args <- commandArgs()\nn <- args[6]\n')).toBeNull();
});

test('sys.argv: positional values, name=value with defaults, and words with other beginnings', () => {
  expect(summary('a.py', 'import sys\nsize = int(sys.argv[1])\nlr: float = float(sys.argv[2])\n')).toEqual([
    'sys.argv values',
    'size: integer, needed',
    'lr: float, needed',
  ]);
  expect(summary('a.py', 'import sys\nlr = float(sys.argv[2])\n')).toBeNull();
  const named = `import sys
params = dict(word.split("=", 1) for word in sys.argv[1:])
lr = float(params.get("lr", 0.1))
seed = int(params["seed"])
other = {"no": 1}
`;
  expect(summary('a.py', named)).toEqual(['sys.argv words', 'lr: float = 0.1', 'seed: integer, needed']);
  const copied = `import sys
DEFAULTS = {"seed": "0", "model.size": 128}
settings = dict(DEFAULTS)
for word in sys.argv[1:]:
    name, _, value = word.partition("=")
    settings[name] = value
run(settings["seed"], settings.get("hydra.run.dir"))
`;
  expect(summary('a.py', copied)).toEqual([
    'sys.argv words',
    'seed: integer = 0',
    'model.size: integer = 128',
  ]);
});

test('the environment: the variables that are read, without those that belong to others', () => {
  const text = `import os
lr = float(os.environ.get("LR", "0.1"))
seed = int(os.environ["SEED"])
out = os.environ["HSM_TASK_DIR"], os.getenv("SLURM_JOB_ID"), os.getenv("API_KEY")
`;
  expect(summary('a.py', text)).toEqual(['the environment env', 'LR: float = 0.1', 'SEED: integer, needed']);
  expect(summary('a.py', 'print(1)\n')).toBeNull();
});
