import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import type { CommandContext } from '../../src/cli/context.ts';
import { createProgram } from '../../src/cli/program.ts';
import { registry } from '../../src/cli/registry.ts';
import { listTargets } from '../../src/compiler/discover-targets.ts';
import { packagePaths } from '../../src/compiler/package-paths.ts';
import { project, run } from '../cli/run-main.ts';
import { fencesOf, inlineCodeOf, shellOf, textOf, userPages } from './pages.ts';

const program = await createProgram(registry, {} as unknown as CommandContext, () => {}, []);

const sources = {
  'sweeps/sweep.yaml':
    'script: train.py\nsweep: {grid: {seed: [1, 2]}}\nwandb: {mode: offline}\nname: "s{seed}"\n',
  'sweeps/hsm_config.yaml': 'distributed: {remotes: {blossom: {host: blossom}}}\n',
};

/** The emitted scripts of all targets by name; their texts show the options that they take. */
const scripts = new Map<string, string>();
for (const target of listTargets(packagePaths())) {
  const directory = project(sources);
  const remote = target === 'remote' ? ['--remote', 'blossom'] : [];
  const { code, error } = await run(directory, ['build', '--name', 'first', '--target', target, ...remote]);
  if (code !== 0) throw new Error(error);
  const folder = join(directory, 'sweeps/outputs/first/scripts');
  for (const name of readdirSync(folder)) scripts.set(name, readFileSync(join(folder, name), 'utf8'));
}

/** The command that the words after `hsm` name, and the remaining words. */
function resolve(words: readonly string[]): { command: Command; rest: readonly string[] } {
  let command = program;
  let rest = words;
  for (;;) {
    const next = command.commands.find((each) => [each.name(), ...each.aliases()].includes(rest[0] ?? ''));
    if (next === undefined) return { command, rest };
    command = next;
    rest = rest.slice(1);
  }
}

/** Options among the words before a `--`. */
function optionsIn(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end))
    .filter((word) => /^--?[a-z]/i.test(word))
    .map((word) => word.replace(/=.*$/, ''));
}

/** The simple commands in a shell text, as words: enough for the texts on pages. */
function commandsIn(shell: string): readonly (readonly string[])[] {
  return shell
    .replaceAll(/\\\n/g, ' ')
    .replaceAll(/"(?:\\.|[^"\\])*"|'[^']*'/g, (text) =>
      text.replaceAll(/[^\w.,=/@:-]/g, '_').replaceAll(/^_|_$/g, ''),
    )
    .split(/\n|&&|\|\||[|;()]|(?:^|\s)#.*$/m)
    .map((command) => command.trim().split(/\s+/).filter(Boolean));
}

/** Mistakes in the commands of hsm and of emitted scripts in a shell text. */
function faultsIn(shell: string): readonly string[] {
  return commandsIn(shell).flatMap((words) => {
    const hsm = words.indexOf('hsm');
    if (hsm === 0 || (hsm > 0 && ['exec', 'nohup'].includes(words[hsm - 1] ?? ''))) {
      return faultsOfHsm(words.slice(hsm + 1));
    }
    const at = words.findIndex((word) => /^(?:\S*\/)?[a-z-]+\.sh$/.test(word));
    return at < 0 ? [] : faultsOfScript(words[at]?.split('/').at(-1) ?? '', words.slice(at + 1));
  });
}

function faultsOfHsm(words: readonly string[]): readonly string[] {
  const { command, rest } = resolve(words);
  if (command === program) {
    const isPlain = rest.every((word) => /^(?:-.*|[A-Z]+|…)$/.test(word));
    return isPlain ? [] : [`no command: hsm ${words.join(' ')}`];
  }
  const known = command.options.flatMap(({ short, long }) => [short, long]).concat('--help', '-h');
  return optionsIn(rest)
    .filter((option) => !known.includes(option))
    .map((option) => `hsm ${command.name()} has no ${option}`);
}

function faultsOfScript(name: string, words: readonly string[]): readonly string[] {
  const script = scripts.get(name);
  if (script === undefined) return [];
  return optionsIn(words)
    .filter((option) => !new RegExp(`(?<![\\w-])${option}(?![\\w-])`).test(script))
    .map((option) => `${name} has no ${option}`);
}

test.each(userPages)('the shell code of %s parses, and names existing commands and options', (page) => {
  const text = textOf(page);
  const shell = shellOf(fencesOf(text));
  for (const block of shell) execFileSync('bash', ['-n'], { input: block, stdio: 'pipe' });
  const inline = inlineCodeOf(text).filter((code) => /^(?:hsm |(?:\S*\/)?[a-z-]+\.sh )/.test(code));
  expect([...shell, ...inline].flatMap(faultsIn)).toEqual([]);
});

test('misspellings are found', () => {
  expect(faultsIn('hsm biuld\n')).toEqual(['no command: hsm biuld']);
  expect(faultsIn('cd a && hsm run --jbos 4 -- --jobs 4\n')).toEqual(['hsm run has no --jbos']);
  expect(faultsIn('hsm remote add x y --bakend slurm')).toEqual(['hsm add has no --bakend']);
  expect(faultsIn('bash scripts/submit-slurm.sh --feeed')).toEqual(['submit-slurm.sh has no --feeed']);
});
