import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hydraCannotCarry } from '../../src/argv/hydra.ts';
import { compile } from '../../src/compiler/compile.ts';
import type { Value } from '../../src/plan/plan.ts';
import { writeSweep } from '../../src/sweep-directory/write-sweep.ts';
import { parseOverride } from '../argv/reference-parser.ts';
import { type Form, forms, PARAMETERS, TASKS, valueIn } from '../emit/sweep-forms.ts';
import { anyChoices } from '../emit/yaml-text.ts';
import { anyText, anyValue, hardTexts, jsonMeaningOf, meaningOf, readJson } from '../values.ts';

/**
 * From YAML to argv: random values are written as a sweep file in every style of YAML, the file is compiled, its tasks
 * run, and the arguments of the program are compared with the values, not with the compiler's result.
 */
const run = promisify(execFile);

const PRINT_WORDS = '#!/bin/bash\nprintf \'%s\\0\' "$@"\n';
const PRINT_VARIABLES = '#!/bin/bash\nexec env -0\n';

interface Carrier {
  /** The value of `args:`. */
  readonly args: string;
  /** Keys of maps that the convention can represent. */
  readonly key: fc.Arbitrary<string>;
  carries(value: Value): boolean;
  /** The text of each parameter, from the output of the program; as many as there are parameters. */
  received(printed: readonly string[], names: readonly string[]): readonly string[];
  expectSame(received: string, value: Value, name: string): void;
}

/** JavaScript's objects reorder keys that look like integers, and JSON has no infinite numbers. */
const jsonKey = anyText.filter((key) => !/^\d+$/.test(key) && key !== '__proto__');
const inJson = (value: Value): boolean => !/"text":"[+-]?\.(?:inf|nan)"/i.test(JSON.stringify(value));

function expectTextOrJson(received: string, value: Value): void {
  if (value.type === 'list' || value.type === 'map') {
    expect(readJson(received)).toEqual(jsonMeaningOf(value));
  } else expect(received).toBe(value.type === 'null' && value.text === '' ? 'null' : value.text);
}

/** The words of each parameter as JSON; those that begin one are recognised by their form. */
function grouped(
  printed: readonly string[],
  names: readonly string[],
  begins: (word: string, name: string) => boolean,
): readonly string[] {
  const groups = names.map((): string[] => []);
  let at = -1;
  for (const word of printed) {
    const next = names.findIndex((name, place) => place >= Math.max(at, 0) && begins(word, name));
    if (next !== -1) at = next;
    groups[at]?.push(word);
  }
  return groups.map((words) => JSON.stringify(words));
}

/** An empty item of a list is written in one of two ways. */
function expectItem(received: string, item: Value): void {
  if (item.type === 'null' && item.text === '') expect(['null', '~']).toContain(received);
  else expectTextOrJson(received, item);
}

const isTrue = ({ text }: Value & { readonly text: string }): boolean => text.toLowerCase() === 'true';

const carriers: Readonly<Record<string, Carrier>> = {
  'argparse with flags and words': {
    args: '{style: argparse, booleans: no-flag, lists: words}',
    key: jsonKey,
    carries: inJson,
    received: (printed, names) =>
      grouped(printed, names, (word, name) => [`--${name}`, `--no-${name}`].includes(word)),
    expectSame: (received, value, name) => {
      const [first, ...words] = JSON.parse(received) as readonly string[];
      expect(first).toBe(value.type === 'boolean' && !isTrue(value) ? `--no-${name}` : `--${name}`);
      const items = value.type === 'list' ? value.items : value.type === 'boolean' ? [] : [value];
      expect(words.length).toBe(items.length);
      for (const [at, item] of items.entries()) expectItem(words[at] ?? '', item);
    },
  },
  'a template with flags and an option per item': {
    args: '{style: ["-D{name}={value}"], booleans: flag, lists: repeat}',
    key: jsonKey,
    carries: inJson,
    received: (printed, names) =>
      grouped(printed, names, (word, name) => word === `-D${name}` || word.startsWith(`-D${name}=`)),
    expectSame: (received, value, name) => {
      const words = JSON.parse(received) as readonly string[];
      if (value.type === 'boolean') {
        expect(words).toEqual(isTrue(value) ? [`-D${name}`] : []);
        return;
      }
      const items = value.type === 'list' ? value.items : [value];
      expect(words.length).toBe(items.length);
      for (const [at, item] of items.entries()) {
        expectItem((words[at] ?? '').slice(`-D${name}=`.length), item);
      }
    },
  },

  hydra: {
    args: 'hydra',
    key: fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/),
    carries: (value) => hydraCannotCarry(value) === null,
    // The last word is hydra.run.dir.
    received: (printed) => printed.slice(0, -1),
    expectSame: (received, value, name) =>
      expect(parseOverride(received)).toEqual({ key: name, value: meaningOf(value) }),
  },
  argparse: {
    args: 'argparse',
    key: jsonKey,
    carries: inJson,
    received: (printed, names) => {
      expect(printed.filter((_, at) => at % 2 === 0)).toEqual(names.map((name) => `--${name}`));
      return printed.filter((_, at) => at % 2 === 1);
    },
    expectSame: expectTextOrJson,
  },
  env: {
    args: 'env',
    key: jsonKey,
    carries: inJson,
    received: (printed, names) => {
      return names.map((name) => {
        const own = printed.filter((variable) => variable.startsWith(`${name}=`));
        expect(own.length).toBe(1);
        return (own[0] ?? '').slice(name.length + 1);
      });
    },
    expectSame: expectTextOrJson,
  },
  template: {
    args: '["{name}", "<{value}>"]',
    key: jsonKey,
    carries: inJson,
    received: (printed, names) => {
      expect(printed.filter((_, at) => at % 2 === 0)).toEqual(names);
      return printed
        .filter((_, at) => at % 2 === 1)
        .map((word) => {
          expect([word[0], word.at(-1)]).toEqual(['<', '>']);
          return word.slice(1, -1);
        });
    },
    expectSame: expectTextOrJson,
  },
};

let count = 0;

/** Value number `task * PARAMETERS + parameter` is the value of that parameter in that task, both from 0. */
async function expectCarried(
  carrier: Carrier,
  form: Form,
  values: readonly Value[],
  choose: () => number,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'hsm-yaml-'));
  mkdirSync(join(root, 'sweeps'));
  const program = carrier.args === 'env' ? PRINT_VARIABLES : PRINT_WORDS;
  writeFileSync(join(root, 'print'), program, { mode: 0o755 });
  const { sweep, table } = form.write(values, choose);
  writeFileSync(
    join(root, 'sweeps', 'sweep.yaml'),
    `command: [./print]\nargs: ${carrier.args}\nsweep:\n${sweep}`,
  );
  if (table !== undefined) writeFileSync(join(root, table.path), table.text);

  const { diagnostics, plan, directory, drivers, files } = await compile({
    workingDirectory: root,
    sweepFile: null,
    targets: ['local'],
    options: {},
    maxRuns: null,
    name: 'sweep',
    environment: { PATH: process.env['PATH'] },
  });
  expect(diagnostics.sorted().filter(({ severity }) => severity === 'error')).toEqual([]);
  if (plan === null || directory === null) throw new Error('no plan');
  expect(plan.count).toBe(TASKS);
  const request = {
    directory,
    shown: 'sweep',
    nameIsFree: true,
    plan,
    drivers,
    files,
    from: [],
    update: null,
  };
  writeSweep(request, diagnostics);
  await run('/bin/bash', [join(directory, 'scripts', 'task.sh'), '--worker', '1/1', '--quiet'], {
    env: { PATH: process.env['PATH'] },
  });
  for (let task = 0; task < TASKS; task += 1) {
    const printed = readFileSync(join(directory, 'tasks', `task_${task + 1}`, 'stdout.log'), 'utf8');
    const own = form.namesOf(task);
    const received = carrier.received(printed.split('\0').slice(0, -1), own);
    expect(received.length).toBe(own.length);
    for (const [at, name] of own.entries()) {
      carrier.expectSame(received[at] ?? '', valueIn(values, task, name), name);
      count += 1;
    }
  }
  rmSync(root, { recursive: true });
}

/** The replacement for a value that a form cannot express. */
function textAt(at: number): Value {
  return { type: 'string', text: hardTexts[at % hardTexts.length] as string };
}

test.each(Object.entries(carriers))(
  '%s: random values go from YAML to the program',
  async (_, carrier) => {
    const seed = Date.now() % 2 ** 31;
    const value = anyValue(carrier.key).filter((of) => carrier.carries(of));
    const values = fc.sample(value, { seed, numRuns: forms.length * TASKS * PARAMETERS });
    const choices = fc.sample(anyChoices, { seed, numRuns: forms.length });
    for (const [sweep, choose] of choices.entries()) {
      const form = forms[sweep] as Form;
      const own = values
        .slice(sweep * TASKS * PARAMETERS, (sweep + 1) * TASKS * PARAMETERS)
        .map((of, at) => (form.carries(of) ? of : textAt(at)));
      await expectCarried(carrier, form, own, choose).catch((error: unknown) => {
        throw new Error(`with the seed ${seed}, sweep ${sweep}`, { cause: error });
      });
    }
  },
  60_000,
);

test('thousands of values were tested', () => {
  expect(count).toBeGreaterThan(5000);
});
