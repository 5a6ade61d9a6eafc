import { rmSync } from 'node:fs';
import { type Compilation, compile } from '../../../src/compiler/compile.ts';
import { project } from '../../cli/run-main.ts';

/**
 * Compiles a sweep with this number of tasks for Slurm. `settings` are lines of the sweep file, including `targets:`.
 */
export async function compileSlurm(tasks: number, settings: string, config = ''): Promise<Compilation> {
  const seeds = Array.from({ length: tasks }, (_, index) => index);
  const root = project({
    'sweeps/sweep.yaml': `sweep: {grid: {seed: [${seeds.join(', ')}]}}\nscript: train.py\n${settings}\n`,
    ...(config === '' ? {} : { 'sweeps/hsm_config.yaml': config }),
  });
  try {
    return await compile({
      workingDirectory: root,
      sweepFile: null,
      targets: ['slurm'],
      options: {},
      maxRuns: null,
      name: 'example',
      environment: { PATH: process.env['PATH'] },
    });
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The `#SBATCH` lines of the job script, without that word. */
export function directives({ files }: Compilation): readonly string[] {
  const text = String(files.find(({ path }) => path === 'scripts/slurm.sh')?.content);
  return [...text.matchAll(/^#SBATCH (.*)$/gm)].map(([, directive = '']) => directive);
}

/** Each diagnostic as `CODE underlined | help`, or `CODE` and the help if it has no place. */
export function found({ diagnostics }: Compilation): readonly string[] {
  return diagnostics.sorted().map(({ code, primary, help }) => {
    const span = primary?.span;
    const words = [code, ...(span === undefined ? [] : [span.source.text.slice(span.start, span.end)])];
    return `${words.join(' ')} | ${help ?? ''}`;
  });
}
