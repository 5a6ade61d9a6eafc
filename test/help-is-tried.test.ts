import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compile } from '../src/compiler/compile.ts';
import { readPage } from '../src/compiler/diagnostic-page.ts';
import { listTargets, loadTarget } from '../src/compiler/discover-targets.ts';
import { packagePaths } from '../src/compiler/package-paths.ts';
import { coreDiagnostics } from '../src/diagnostics/catalogue/index.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { Diagnostics } from '../src/diagnostics/diagnostics.ts';
import { project } from './cli/run-main.ts';
import { followed } from './help-followed.ts';

/**
 * Help that proposes a text is tried: the text replaces the underlined place, which must fix the problem and cause no
 * new one. The inputs are the examples of docs/diagnostics, the golden cases, and mistakes seen in use.
 */
const docs: string = fileURLToPath(new URL('../docs/diagnostics', import.meta.url));
const golden: string = fileURLToPath(new URL('diagnostics-golden/err', import.meta.url));

const head = 'command: [echo]\nargs: argparse\nsweep:\n  grid:\n';
const mistakes: Readonly<Record<string, string>> = {
  'a range of Python': `${head}    seed: range(1,6)\n`,
  'a range with dots': `${head}    seed: 1..5\n`,
  'a choice of Hydra': `${head}    optimizer: choice(adam, sgd)\n`,
  'numbers without brackets': `${head}    seed: 1 2 3\n`,
  'files by a pattern': `${head}    data: glob(data/*.csv)\n`,
  'values that are sampled': `${head}    lr: uniform(0.5, 1)\n`,
  'one value': `${head}    seed: 5\n`,
  'a quoted value': `${head}    name: "a b"\n`,
  'numbers without commas': `${head}    lr: [0.1 0.2 0.3]\n`,
  'memory by another name': `${head}    a: [1]\nresources: {mem: 4G}\n`,
  'memory without a unit': `${head}    a: [1]\nresources: {memory: 4}\n`,
  'a walltime without a unit': `${head}    a: [1]\nresources: {walltime: 90}\n`,
  'no memory': `${head}    a: [1]\nresources: {memory: 0}\n`,
  'results without a format': `${head}    a: [1]\nresults: metrics.json\n`,
  'a misspelt section': `${head.replace('grid', 'gird')}    a: [1]\n`,
};

/** The beginnings of helps that say what to write in place of the underlined text. */
const PROPOSAL =
  /^(?:write|did you mean|remove the quotes:|quote it:|quote it if it is text,|put (?:it|them) in brackets(?:, with commas)?:|write the values (?:out|as a list):|write the (?:values|names) out, as in) `([^`]+)`/;

/**
 * Codes whose help is neither: it cannot be followed by replacing a text of its example, or depends on the intention.
 * Codes listed here are not tried.
 */
const explained: ReadonlySet<string> = new Set('HSM111 HSM201 HSM305 HSM314 HSM362 HSM402 HSM550'.split(' '));

/** Kinds of the batch kit have the same help for every scheduler: help that is followed for one is followed for all. */
function kitCode(code: string): string {
  return code.replace(/^[A-Z]+(?=1\d\d$)/, (prefix) =>
    ['HSM', 'LOCAL'].includes(prefix) ? prefix : 'SLURM',
  );
}

/** Things that a scheduler cannot do have to be removed, so there is no text to write in their place. */
function isRefusal(code: string): boolean {
  return /^(?!HSM)[A-Z]+115$/.test(code);
}

/** A sweep file, and the target that it is compiled for. */
interface Input {
  readonly text: string;
  readonly target: string;
}

async function diagnosticsOf({ text, target }: Input): Promise<readonly Diagnostic[]> {
  const config = 'paths: {train_script: train.py}\n';
  const root = project({ 'sweeps/sweep.yaml': text, 'sweeps/hsm_config.yaml': config, 'train.py': '' });
  try {
    const { diagnostics } = await compile({
      workingDirectory: root,
      sweepFile: null,
      targets: [target],
      options: {},
      maxRuns: null,
      name: 'example',
      environment: { PATH: process.env['PATH'] },
    });
    return diagnostics.sorted();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const packaged = packagePaths();
const targets = await Promise.all(
  listTargets(packaged).map(async (name) => {
    const target = await loadTarget(name, packaged, new Diagnostics());
    return { name, kinds: Object.values(target?.diagnostics ?? {}) };
  }),
);

/** The examples of docs/diagnostics, by code. */
function pages(): [string, Input][] {
  return [...targets, { name: 'local', kinds: coreDiagnostics }].flatMap(({ name: target, kinds }) =>
    kinds.flatMap((kind): [string, Input][] => {
      const [, text] = /## Example\n\n```yaml\n([\s\S]*?)```\n\n## What/.exec(readPage(kind, docs)) ?? [];
      return text === undefined ? [] : [[kind.code, { text, target }]];
    }),
  );
}

function inputs(): [string, Input][] {
  const cases = readdirSync(golden)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.hsm_config.yaml'))
    .map((name): [string, Input] => [
      name,
      { text: readFileSync(join(golden, name), 'utf8'), target: 'local' },
    ]);
  const seen = Object.entries(mistakes).map(([name, text]): [string, Input] => [
    name,
    { text, target: 'local' },
  ]);
  return [...seen, ...pages(), ...cases];
}

test.each(inputs())('%s', async (_, { text, target }) => {
  const found = await diagnosticsOf({ text, target });
  const before = new Set(found.map(({ code }) => code));
  for (const { code, help, primary } of found) {
    if (help === undefined || primary === undefined || primary.span.source.text !== text) continue;
    // The whole entry is named, and a part of it is underlined.
    const [, proposed] = code === 'HSM380' ? [] : (PROPOSAL.exec(help) ?? []);
    if (proposed === undefined) {
      const isListed =
        !help.includes('`') || explained.has(code) || kitCode(code) in followed || isRefusal(code);
      expect(isListed, `${code}: nobody tries "${help}"`).toBe(true);
      continue;
    }
    const { start, end } = primary.span;
    const mended = `${text.slice(0, start)}${proposed}${text.slice(end)}`;
    const after = await diagnosticsOf({ text: mended, target });
    const same = after.filter((each) => each.code === code && each.primary?.span.start === start);
    expect(same, `${code}: "${help}" does not mend ${text}`).toEqual([]);
    expect(
      after
        .filter(({ code: other, severity }) => severity === 'error' && !before.has(other))
        .map((each) => `${each.code}: ${each.message}`),
      `${code}: "${help}" brings something new`,
    ).toEqual([]);
  }
});

test.each(Object.entries(followed))('%s: its help mends its example', async (name, [old, new_]) => {
  const input = pages().find(([code]) => code === name)?.[1];
  if (input === undefined) throw new Error(`${name} has no example`);
  expect(input.text).toContain(old);
  const found = await diagnosticsOf(input);
  expect(found.find(({ code }) => code === name)?.help).toBeDefined();
  const before = new Set(found.map(({ code }) => code));
  const after = await diagnosticsOf({ ...input, text: input.text.replace(old, () => new_) });
  expect(
    after.filter(({ code, severity }) => code === name || (severity === 'error' && !before.has(code))),
  ).toEqual([]);
});

test('the exceptions are helps that users can still get', async () => {
  const given = new Set<string>();
  for (const [, input] of inputs()) {
    for (const { code, help } of await diagnosticsOf(input)) if (help?.includes('`')) given.add(code);
  }
  expect([...explained].filter((code) => !given.has(code))).toEqual([]);
});
