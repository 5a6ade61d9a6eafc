import { basename } from 'node:path';
import { Command } from 'commander';
import { quote } from '../../shell/shell-word.ts';
import { type BuiltSweep, buildSweep } from '../build-sweep.ts';
import type { SweepOptions } from '../compile-sweep.ts';
import type { CommandContext, Finish } from '../context.ts';
import {
  configOption,
  jsonOption,
  maxRunsOption,
  nameOption,
  outputOption,
  settingOptions,
  targetOption,
} from '../options.ts';

/** `hsm build`: compiles a sweep to a directory of scripts. */
export function createBuild(context: CommandContext, finish: Finish): Command {
  const command = new Command('build')
    .description('compile a sweep to a directory of scripts')
    .addOption(configOption())
    .addOption(targetOption())
    .addOption(outputOption())
    .addOption(nameOption())
    .addOption(maxRunsOption())
    .addOption(jsonOption());
  for (const option of settingOptions()) command.addOption(option);
  return command
    .addHelpText('after', '\nExample:\n  $ hsm build --target local --name learning-rate')
    .action(async ({ json, ...options }: SweepOptions & { readonly json?: true }) => {
      const built = await buildSweep(options, context);
      if (built !== null)
        context.write(json ? `${JSON.stringify(buildObject(built))}\n` : describeBuild(built));
      finish(built === null ? 1 : 0);
    });
}

function buildObject({ directory, outcome, tasks, targets, written, paths, update }: BuiltSweep): object {
  const changes = update === undefined ? {} : { tasks_before: update.tasksBefore, changed: update.changes };
  return {
    sweep: basename(directory),
    path: directory,
    outcome,
    tasks,
    ...changes,
    targets,
    written,
    scripts: paths,
  };
}

function describeBuild(built: BuiltSweep): string {
  const tasks = built.tasks === 1 ? 'one task' : `${built.tasks} tasks`;
  const files = built.written === 1 ? 'one file' : `${built.written} files`;
  const before = built.update?.tasksBefore;
  const change = before === built.tasks ? tasks : `${tasks}, ${before} before`;
  const outcome = {
    updated: `updated ${built.shown}: ${change}, results stay; changed: ${built.update?.changes.join(', ')}`,
    created: `wrote ${built.shown}: ${tasks}, ${files}`,
    replaced: `brought ${built.shown} up to date: ${tasks}, ${files}`,
    extended: `added to ${built.shown}: ${files}`,
    unchanged: `${built.shown} is up to date: nothing changed`,
  }[built.outcome];
  const commands = [...built.drivers.values()].map(
    ({ script }) => `  bash ${quote(`${built.shown}/${script}`)}\n`,
  );
  return `${outcome}\n${commands.length === 0 ? '' : `start it with\n${commands.join('')}`}`;
}
