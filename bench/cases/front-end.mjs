import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hsm, numbers, peakMemory, time } from '../harness.mjs';
import { row } from '../report.mjs';

/** The maximum growth of the cost per part of a file if the file is ten times as large. */
const LINEAR = 1.5;

const command = 'command: ["true"]\nargs: argparse\nsweep:\n';
const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('');

/** Sweep files of growing size, of the kinds that people and their programs write. */
const files = {
  values: (count) => `${command}  grid:\n    p: ${numbers(count)}\n`,
  keys: (count) => `${command}  grid:\n${lines(count, (index) => `    p${index}: [1]\n`)}`,
  blocks: (count) =>
    `${command}${lines(count, (index) => `  - grid:\n      p: [${index}]\n      q: [1, 2]\n`)}`,
  words: (count) => `command: true ${lines(count, (index) => `w${index} `)}\nsweep:\n  grid:\n    p: [1]\n`,
  text: (bytes) => `${command}  grid:\n    p: ["${'x'.repeat(bytes)}"]\n`,
};

/**
 * The cost of compiling is proportional to the size of the file: time for each kind, memory for the most expensive
 * kind.
 */
export function measure({ workspace, quick }) {
  const scale = quick ? 10 : 1;
  const check = (kind, count) => {
    const directory = join(workspace, `${kind}-${count}`);
    mkdirSync(join(directory, 'sweeps'), { recursive: true });
    writeFileSync(join(directory, 'sweeps/sweep.yaml'), files[kind](count));
    return { command: [...hsm, 'check'], cwd: directory };
  };
  const compared = (kind, many, what) => {
    const few = many / 10;
    const candidates = { few: check(kind, few), many: check(kind, many) };
    const { few: base, many: value } = time(candidates, { rounds: 1, warmUp: false });
    const against = `ten checks of a tenth of it`;
    return row({ what: `\`hsm check\` of ${what(many)}`, against, value, base: 10 * base, bound: LINEAR });
  };
  const count = (number, of) => `${number.toLocaleString('en')} ${of}`;
  const values = 1_000_000 / scale;
  const memory = peakMemory(
    { few: check('values', values / 10), many: check('values', values) },
    { rounds: 1, workspace },
  );
  return [
    compared('values', values, (many) => count(many, 'values, 7 MB')),
    row({
      what: `peak memory of \`hsm check\` of ${count(values, 'values')}`,
      against: 'ten times that of a tenth of it',
      value: memory.many,
      base: 10 * memory.few,
      bound: LINEAR,
      unit: 'mebibytes',
    }),
    compared('text', 10_000_000 / scale, (many) => `a file of ${many / 1_000_000} MB`),
    compared('keys', 20_000 / scale, (many) => count(many, 'parameters')),
    compared('blocks', 5000 / scale, (many) => count(many, 'blocks')),
    compared('words', 500_000 / scale, (many) => count(many, 'words of a command')),
  ];
}
