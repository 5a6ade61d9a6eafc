import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { counted } from '../../diagnostics/counted.ts';
import { quote } from '../../shell/shell-word.ts';
import type { FinishedSweep } from '../../sweep-directory/take-over/finished-sweep.ts';
import { type BuiltSweep, buildSweep } from '../build-sweep.ts';
import { checkDirectories } from '../check-directories.ts';
import type { SweepOptions } from '../compile-sweep.ts';
import type { CommandContext, Finish } from '../context.ts';
import {
  configOption,
  fromOption,
  jsonOption,
  maxRunsOption,
  nameOption,
  outputOption,
  overBudgetOption,
  settingOptions,
  takeOption,
  targetOption,
} from '../options.ts';

interface BuildOptions extends SweepOptions {
  readonly json?: true;
  readonly check?: true;
}

/** `hsm build`: compiles a sweep to a directory of scripts. */
export function createBuild(context: CommandContext, finish: Finish): Command {
  const command = new Command('build')
    .description('compile a sweep to a directory of scripts')
    .addOption(configOption())
    .addOption(targetOption())
    .addOption(outputOption())
    .addOption(nameOption())
    .addOption(fromOption())
    .addOption(maxRunsOption())
    .addOption(takeOption())
    .addOption(overBudgetOption())
    .addOption(checkOption())
    .addOption(jsonOption());
  for (const option of settingOptions()) command.addOption(option);
  return command
    .addHelpText('after', '\nExample:\n  $ hsm build --target local --name learning-rate')
    .action(async ({ json, check, ...options }: BuildOptions) => {
      if (check) {
        finish(await checkDirectories(options.name, context));
        return;
      }
      const built = await buildSweep(options, context);
      if (built !== null)
        context.write(json ? `${JSON.stringify(buildObject(built))}\n` : describeBuild(built));
      finish(built === null ? 1 : 0);
    });
}

function buildObject(built: BuiltSweep): object {
  const { directory, outcome, tasks, targets, written, paths, update, taken = [] } = built;
  const changes = update === undefined ? {} : { tasks_before: update.tasksBefore, changed: update.changes };
  const from = built.from.map(({ id, completed }) => {
    return {
      sweep: id,
      completed: completed.length,
      tasks: taken.filter(({ sweep }) => sweep.id === id).length,
    };
  });
  return {
    sweep: basename(directory),
    path: directory,
    outcome,
    tasks,
    ...changes,
    ...(from.length === 0 ? {} : { taken_over: from }),
    targets,
    written,
    scripts: paths,
  };
}

function checkOption(): Option {
  return new Option(
    '--check',
    'report which sweep directories are out of date, and write nothing; with --name, check only that one',
  ).conflicts(['from', 'target', 'file', 'maxRuns', 'json']);
}

function describeBuild(built: BuiltSweep): string {
  const tasks = counted(built.tasks, 'task');
  const files = counted(built.written, 'file');
  const before = built.update?.tasksBefore;
  const change = before === built.tasks ? tasks : `${tasks}, ${before} before`;
  const outcome = {
    updated: `updated ${built.shown}: ${change}, results kept; changed: ${built.update?.changes.join(', ')}`,
    created: `wrote ${built.shown}: ${tasks}, ${files}`,
    replaced: `rebuilt ${built.shown}: ${tasks}, ${files}`,
    extended: `added to ${built.shown}: ${files}`,
    unchanged: `${built.shown} is up to date: nothing changed`,
  }[built.outcome];
  const from =
    built.taken === undefined ? '' : built.from.map((sweep) => describeTaken(sweep, built)).join('');
  const commands = [...built.drivers.values()].map(
    ({ script }) => `  bash ${quote(`${built.shown}/${script}`)}\n`,
  );
  return `${outcome}\n${from}${commands.length === 0 ? '' : `start it with\n${commands.join('')}`}`;
}

function describeTaken({ id, started, completed }: FinishedSweep, { taken = [] }: BuiltSweep): string {
  const own = taken.filter(({ sweep }) => sweep.id === id);
  const used = new Set(own.map(({ from }) => from.task));
  const known = new Set(
    taken
      .flatMap(({ others }) => others.filter(({ sweep }) => sweep.id === id))
      .map(({ from }) => from.task)
      .filter((task) => !used.has(task)),
  );
  const others = [
    ...remark(known.size, 'completed but already taken from an earlier sweep'),
    ...remark(completed.length - used.size - known.size, 'completed but not part of this sweep'),
    ...remark(started - completed.length, 'started but not completed'),
  ];
  const rest = others.length === 0 ? '' : `; not taken: ${others.join(', ')}`;
  return `took over ${counted(own.length, 'task')} from ${id}${rest}\n`;
}

function remark(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}
