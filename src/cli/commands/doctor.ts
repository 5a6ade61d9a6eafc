import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Compilation } from '../../compiler/compile.ts';
import { counted } from '../../diagnostics/counted.ts';
import { detectScript } from '../../project/detect-script.ts';
import { machineOf } from '../../settings/machine.ts';
import { MACHINES_AT_ONCE } from '../ask-machine.ts';
import { checkHere, checkRemote } from '../check-machine.ts';
import { compileSweep } from '../compile-sweep.ts';
import type { CommandContext, Finish } from '../context.ts';
import { areFit, describeParts, type Part } from '../findings.ts';
import type { Finding } from '../judge-machine.ts';
import { mapBounded } from '../map-bounded.ts';
import { configOption, jsonOption } from '../options.ts';

interface DoctorOptions {
  readonly file?: string;
  readonly remotes: boolean;
  readonly json?: true;
}

/** `hsm doctor`: checks everything that a sweep of this project needs. */
export function createDoctor(context: CommandContext, finish: Finish): Command {
  return new Command('doctor')
    .description('check the project, this machine and the remote machines, and explain how to fix problems')
    .addOption(configOption())
    .addOption(new Option('--no-remotes', 'skip the remote machines'))
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ hsm doctor')
    .action(async (options: DoctorOptions) => {
      const parts = await examine(options, context);
      context.write(options.json ? `${JSON.stringify(parts)}\n` : describeParts(parts, context.color.output));
      finish(areFit(parts) ? 0 : 1);
    });
}

async function examine(options: DoctorOptions, context: CommandContext): Promise<readonly Part[]> {
  const compilation = await compileSweep(options, ['local'], context);
  const { project, settings } = compilation;
  const machines = options.remotes ? Object.keys(settings.remotes) : [];
  const remotes = await mapBounded(machines, MACHINES_AT_ONCE, async (name) => {
    const machine = machineOf(name, settings);
    return { name, findings: machine === null ? [] : await checkRemote(machine, settings, context) };
  });
  return [
    { name: 'this machine', findings: await checkHere(project.root, settings, context) },
    { name: 'the project', findings: checkProject(compilation) },
    ...remotes,
  ];
}

function checkProject({ project, settings, plan, diagnostics }: Compilation): readonly Finding[] {
  const { root, configFile, sweepFile } = project;
  const findings: Finding[] = [];
  const init = 'run `hsm init` to create one';
  if (configFile === null)
    findings.push({ level: 'note', what: 'settings', text: 'no project file', remedy: init });
  else findings.push({ level: 'ok', what: 'settings', text: relative(root, configFile) });
  if (plan !== null) {
    const tasks = counted(plan.count, 'task');
    findings.push({ level: 'ok', what: 'sweep', text: `${plan.source.path}, ${tasks}` });
  } else if (!existsSync(sweepFile)) {
    findings.push({ level: 'missing', what: 'sweep', text: 'no sweep file', remedy: init });
  } else {
    const wrong = diagnostics.sorted().find(({ severity }) => severity === 'error')?.message;
    const remedy = 'run `hsm check` to see where and how to fix it';
    findings.push({ level: 'missing', what: 'sweep', text: wrong ?? 'it cannot be read', remedy });
  }
  findings.push(checkScript(root, settings.paths.train_script.value, plan !== null));
  return findings;
}

function checkScript(root: string, named: string | null, isCompiled: boolean): Finding {
  const what = 'script';
  if (named !== null && !existsSync(resolve(root, named))) {
    const remedy = 'set the program that a task runs: `script:` in the sweep file, or `paths.train_script`';
    return { level: 'missing', what, text: `no ${named}`, remedy };
  }
  if (named !== null) return { level: 'ok', what, text: named };
  if (isCompiled) return { level: 'ok', what, text: 'the command in the sweep file' };
  const detected = detectScript(root);
  const remedy =
    detected === null
      ? 'write the program that a task runs, such as train.py, and set it with `script:` in the sweep file'
      : `set \`script: ${detected.path}\` in the sweep file`;
  const text = detected === null ? 'no training script' : `${detected.path} exists, but is not configured`;
  return { level: detected === null ? 'missing' : 'note', what, text, remedy };
}
