import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hsm, time } from '../harness.mjs';
import { row } from '../report.mjs';

const list = (first, last) =>
  `[${Array.from({ length: last - first + 1 }, (_, at) => first + at).join(', ')}]`;
const grid = (first, last, rest = '') =>
  `  grid:\n    a: ${list(first, last)}\n    b: ${list(1, 1000)}\n    c: ${list(1, 1000)}\n${rest}`;

/** Two sweeps of 10^9 tasks each, of several kinds, with most of their tasks in common. */
const kinds = {
  ranges: ['  grid: {a: 1..1000000000}\n', '  grid: {a: 1001..1000001000}\n'],
  lists: [grid(1, 1000), grid(3, 1002)],
  excludes: [
    grid(1, 1000, '  exclude: [{a: [5, 7], b: [1, 2, 3]}]\n'),
    grid(1, 1000, '  exclude: [{a: [5, 8], c: [10, 20]}]\n'),
  ],
};

/** Comparing two plans costs no more than showing two. */
export function measure({ workspace, quick }) {
  return Object.entries(kinds).map(([kind, texts]) => {
    const directory = join(workspace, kind);
    mkdirSync(join(directory, 'sweeps'), { recursive: true });
    const files = texts.map((text, at) => {
      const file = `sweeps/${at}.yaml`;
      writeFileSync(join(directory, file), `command: ["true"]\nargs: argparse\nsweep:\n${text}`);
      return file;
    });
    const names = files.map((_, at) => `sweep-${at}`);
    const plans = names.map((name) => `sweeps/outputs/${name}/plan.json`);
    let isBuilt = false;
    const before = () => {
      if (isBuilt) return;
      for (const [at, file] of files.entries()) {
        time(
          { build: { command: [...hsm, 'build', '-c', file, '--name', names[at]], cwd: directory } },
          { rounds: 1, warmUp: false },
        );
      }
      isBuilt = true;
    };
    // Its exit code is 1 if they differ.
    const diff = ['bash', '-c', '"$@" >/dev/null; [[ $? -eq 1 ]]', 'diff', ...hsm, 'diff', ...plans];
    const seconds = time(
      {
        diff: { command: diff, cwd: directory, before },
        show: { command: [...hsm, 'show', '-c', files[0]], cwd: directory },
      },
      { rounds: quick ? 3 : 9 },
    );
    return row({
      what: `\`hsm diff\` of two plans of 10^9 tasks, ${kind}`,
      against: '`hsm show` of one of them',
      value: seconds.diff,
      base: seconds.show,
      bound: 2,
    });
  });
}
