import { Command } from 'commander';
import { packagePaths } from '../../compiler/package-paths.ts';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { ProgramParameters } from '../../program/parameter.ts';
import { type DetectedProject, detectProject } from '../../project/detect.ts';
import { proposeSweep } from '../../project/propose-sweep.ts';
import { askMachine } from '../ask-machine.ts';
import type { CommandContext, Finish } from '../context.ts';
import { findSystem } from '../find-system.ts';
import { judgeGpus, judgeSize } from '../judge-machine.ts';
import { printDiagnostics } from '../print-diagnostics.ts';

/** `hsm init`: writes a first sweep file and a project file, or copies an example. */
export function createInit(context: CommandContext, finish: Finish): Command {
  return new Command('init')
    .description('write a first sweep file and a project file, without overwriting existing files')
    .option('--example <name>', 'copy this example into a new folder instead')
    .addHelpText('after', '\nExample:\n  $ cd my-project && hsm init\n  $ hsm init --example quickstart')
    .action(async ({ example }: { readonly example?: string }) => {
      if (example !== undefined) {
        finish(await initExample(example, context));
        return;
      }
      const { initProject } = await import('../../project/init-project.ts');
      const system = await findSystem(context);
      const diagnostics = new Diagnostics();
      const root = context.workingDirectory;
      let isNew = false;
      const detected = detectProject(root, context.environment, system);
      for (const { path, outcome } of initProject(root, packagePaths().schemas, detected, diagnostics)) {
        if (path.endsWith('/sweep.yaml') && outcome === 'written') isNew = true;
        context.write(outcome === 'written' ? `wrote ${path}\n` : `kept the existing ${path}\n`);
      }
      finish(await printDiagnostics(diagnostics, context));
      context.write(await describeFound(detected, context));
      if (!diagnostics.hasErrors)
        context.write(`next: ${nextStep(isNew ? detected.program : null, system)}\n`);
    });
}

/** Returns the exit code. */
async function initExample(name: string, context: CommandContext): Promise<number> {
  const { copyExample } = await import('../../project/copy-example.ts');
  const { examples, schemas } = packagePaths();
  const diagnostics = new Diagnostics();
  const folder = copyExample(name, examples, schemas, context.workingDirectory, diagnostics);
  const exitCode = await printDiagnostics(diagnostics, context);
  if (folder !== null) {
    context.write(`wrote ${folder}\nnext: cd ${folder}, and follow its README.md\n`);
  }
  return exitCode;
}

/** The next step after a sweep file was written for this program, if there is one. A login node is no place to run tasks. */
function nextStep(program: DetectedProject['program'], system: string | null): string {
  const edit = 'edit sweeps/sweep.yaml, then run `hsm check`';
  if (program === null) return edit;
  const { grid, missing } = proposeSweep(program);
  if (missing.length > 0)
    return `give ${quoted(missing)} a value in sweeps/sweep.yaml, then run \`hsm check\``;
  if (grid.length === 0) return edit;
  const start = system === null ? '`hsm run` to run them here' : `\`hsm sweep\` to submit them to ${system}`;
  return `run \`hsm show\` to see the tasks, and ${start}`;
}

/** The parameters of the program; the first ones are named. */
function describeParameters({ parameters, byPlace, reader }: ProgramParameters): string {
  const names = [...byPlace, ...parameters.map(({ name }) => name)];
  const shown = names.slice(0, 8).join(', ');
  return names.length > 8 ? `${shown} and ${names.length - 8} more (${reader})` : `${shown} (${reader})`;
}

/** Findings about the project and this machine, one line each. */
async function describeFound(
  { interpreter, script, program, system }: DetectedProject,
  context: CommandContext,
): Promise<string> {
  const answer = await askMachine(null, ['hardware'], context, { quiet: true });
  const machine = answer === null ? [] : [judgeSize(answer), ...judgeGpus(answer)].map(({ text }) => text);
  const found: readonly (readonly [string, string | null])[] = [
    ['interpreter', interpreter === null ? null : `${interpreter.path} (${interpreter.reason})`],
    ['training script', script?.path ?? null],
    ['parameters', program === null ? null : describeParameters(program)],
    ['scheduler', system],
  ];
  const lines = found.map(([what, text]) => (text === null ? `no ${what} found` : `found ${what}: ${text}`));
  if (machine.length > 0) lines.push(`this machine: ${machine.join('; ')}`);
  return lines.map((line) => `${line}\n`).join('');
}
