import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LineSetting } from '../../src/compiler/line-settings/change.ts';
import { lineSettings, matchLines } from '../../src/compiler/line-settings/line-settings.ts';
import { buildCase, type GoldenCase, goldenCases } from '../golden/cases.ts';

/** Directives that are the same in every sweep. */
const constant = [
  /^#SBATCH --(job-name=hsm|output=hsm-slurm-%A_%a\.log|open-mode=append)$/,
  /^#PBS -(N hsm|S \/bin\/bash|j oe|k oed|o \S+)$/,
  /^#\$ -(N hsm|S \/bin\/bash|cwd|j y|o hsm-sge-\$JOB_ID\.\$TASK_ID\.log)$/,
];

/** The directives of all job scripts of a case, with the settings behind each. */
async function directivesOf(golden: GoldenCase): Promise<ReadonlyMap<string, readonly LineSetting[]>> {
  const { compilation, request, root } = await buildCase(golden);
  const scripts = compilation.files.filter(({ path }) =>
    new RegExp(`^scripts/${golden.target}(-\\d+)?\\.sh$`).test(path),
  );
  const paths = scripts.map(({ path }) => path);
  const found = await lineSettings(request, compilation, paths);
  rmSync(root, { recursive: true });
  return new Map(
    scripts.flatMap(({ path, content }) =>
      content
        .toString()
        .split('\n')
        .flatMap((line, at) =>
          /^#(SBATCH|PBS|\$) /.test(line) ? [[`${path} ${line}`, found.get(path)?.[at] ?? []] as const] : [],
        ),
    ),
  );
}

const batch = goldenCases.filter(
  ({ rejected, target }) => !rejected && ['slurm', 'pbs', 'torque', 'sge'].includes(target),
);

/** The fewest cases that together have every option, or nearly: each further case only costs time. */
function tellingCases(): readonly GoldenCase[] {
  const seen = new Set<string>();
  const richestFirst = [...batch].sort((one, other) => optionsOf(other).length - optionsOf(one).length);
  return richestFirst.filter((golden) => {
    const before = seen.size;
    for (const option of optionsOf(golden)) seen.add(option);
    return seen.size > before;
  });
}

/** The directives that a case is expected to have, such as `slurm --time`. */
function optionsOf({ target, folder }: GoldenCase): readonly string[] {
  const scripts = join(folder, 'expected/scripts');
  const names = readdirSync(scripts).filter((name) => new RegExp(`^${target}(-\\d+)?\\.sh$`).test(name));
  const texts = names.map((name) => readFileSync(join(scripts, name), 'utf8'));
  const options = texts.flatMap((text) => text.match(/^#(SBATCH|PBS|\$) -[\w-]+( \w+(?==))?/gm) ?? []);
  return [...new Set(options)].map((option) => `${target} ${option}`);
}

test.each(tellingCases())(
  'every directive of $target/$name is behind a setting, or always the same',
  async (golden) => {
    const directives = await directivesOf(golden);
    expect(directives.size).toBeGreaterThan(0);
    for (const [place, settings] of directives) {
      const [, line = ''] = /^\S+ (.*)$/.exec(place) ?? [];
      const isConstant = constant.some((pattern) => pattern.test(line));
      expect(isConstant || settings.length > 0, place).toBe(true);
    }
  },
  120_000,
);

test('the settings are the written ones, with their places', async () => {
  const everything = batch.find(({ target, name }) => target === 'slurm' && name === 'everything');
  if (everything === undefined) throw new Error('no such case');
  const directives = await directivesOf(everything);
  const behind = (directive: string): readonly string[] =>
    (directives.get(`scripts/slurm.sh #SBATCH ${directive}`) ?? []).map(
      ({ setting, value, from }) => `${setting} = ${value} (${from})`,
    );
  expect(behind('--time=1-12:00:00')).toEqual(['resources.walltime = 36:00:00 (sweeps/sweep.yaml:7)']);
  expect(behind('--nodes=1')).toEqual(['resources.nodes = 1 (sweeps/sweep.yaml:8)']);
  expect(behind('--mail-type=FAIL,END')).toEqual([
    'targets.slurm.mail.events.0 = fail (sweeps/sweep.yaml:25)',
    'targets.slurm.mail.events.1 = end (sweeps/sweep.yaml:25)',
  ]);
  expect(behind('--licenses=matlab:1')).toEqual([
    'targets.slurm.extra_directives.1 = #SBATCH --licenses=matlab:1 (sweeps/sweep.yaml:31)',
  ]);
  expect(behind('--signal=B:USR1@60')).toEqual(['targets.slurm.signal = not set (built-in)']);
  expect(behind('--open-mode=append')).toEqual([]);
}, 120_000);

test('each line is matched to its place in the other text', () => {
  expect(matchLines(['a', 'b', 'c', 'b'], ['b', 'x', 'c', 'b'])).toEqual([null, 0, 2, 3]);
  expect(matchLines([], ['a'])).toEqual([]);
});
