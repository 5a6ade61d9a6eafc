import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compile } from '../src/compiler/compile.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { project } from './cli/run-main.ts';

/**
 * Help that proposes a text is tried: put in the place that the diagnostic underlines, the text mends what was wrong and
 * brings nothing new. The inputs are the examples of docs/diagnostics, the golden cases, and mistakes seen in use.
 */
const docs: string = fileURLToPath(new URL('../docs/diagnostics', import.meta.url));
const golden: string = fileURLToPath(new URL('diagnostics-golden/err', import.meta.url));

const head = 'command: [echo]\nargs: argparse\nsweep:\n  grid:\n';
const mistakes: Readonly<Record<string, string>> = {
  'a range of Python': `${head}    seed: range(1,6)\n`,
  'a range with dots': `${head}    seed: 1..5\n`,
  'a choice of Hydra': `${head}    optimizer: choice(adam, sgd)\n`,
  'numbers without brackets': `${head}    seed: 1 2 3\n`,
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

/** How a help begins that says what to write where the underlined text is. */
const PROPOSAL =
  /^(?:write|did you mean|remove the quotes:|quote it:|quote it,|put (?:it|them) in brackets(?:, with commas)?:|write the values (?:out|as a list):) `([^`]+)`/;

/**
 * Codes whose help says what to do, at another place or in a way that depends on what is meant, and names keys in doing so.
 * Whatever is added here is no text to put where the underlined one is.
 */
const explained: ReadonlySet<string> = new Set(
  (
    'HSM105 HSM106 HSM108 HSM111 HSM112 HSM201 HSM205 HSM301 HSM302 HSM303 HSM304 HSM305 HSM308 HSM314 HSM315 HSM320 HSM323 HSM324 ' +
    'HSM330 HSM331 HSM332 HSM336 HSM337 HSM338 HSM340 HSM341 HSM342 HSM344 HSM345 HSM346 HSM362 HSM363 HSM364 HSM380 HSM402 HSM405 HSM406 HSM408'
  ).split(' '),
);

async function diagnosticsOf(text: string): Promise<readonly Diagnostic[]> {
  const config = 'paths: {train_script: train.py}\n';
  const root = project({ 'sweeps/sweep.yaml': text, 'sweeps/hsm_config.yaml': config, 'train.py': '' });
  try {
    const { diagnostics } = await compile({
      workingDirectory: root,
      sweepFile: null,
      targets: ['local'],
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

function inputs(): [string, string][] {
  const files = readdirSync(docs).filter((name) => name.endsWith('.md'));
  const pages = files.flatMap((name): [string, string][] => {
    const page = readFileSync(join(docs, name), 'utf8');
    const [, text] = /## Example\n\n```yaml\n([\s\S]*?)```\n\n## What/.exec(page) ?? [];
    return text === undefined || !name.startsWith('HSM') ? [] : [[name, text]];
  });
  const cases = readdirSync(golden)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.hsm_config.yaml'))
    .map((name): [string, string] => [name, readFileSync(join(golden, name), 'utf8')]);
  return [...Object.entries(mistakes), ...pages, ...cases];
}

test.each(inputs())('%s', async (_, text) => {
  const found = await diagnosticsOf(text);
  const before = new Set(found.map(({ code }) => code));
  for (const { code, help, primary } of found) {
    if (help === undefined || primary === undefined || primary.span.source.text !== text) continue;
    // It names the whole entry, of which a part is underlined.
    const [, proposed] = code === 'HSM380' ? [] : (PROPOSAL.exec(help) ?? []);
    if (proposed === undefined) {
      const isListed = !help.includes('`') || explained.has(code);
      expect(isListed, `${code}: nobody tries "${help}"`).toBe(true);
      continue;
    }
    const { start, end } = primary.span;
    const mended = `${text.slice(0, start)}${proposed}${text.slice(end)}`;
    const after = await diagnosticsOf(mended);
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
