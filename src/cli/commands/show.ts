import { Command, Option } from 'commander';
import type { Compilation } from '../../compiler/compile.ts';
import { commandDiagnostics } from '../../diagnostics/catalogue/command.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Plan } from '../../plan/plan.ts';
import type { TaskRange } from '../../plan/task-ranges.ts';
import { describeSettings } from '../../settings/describe.ts';
import { overviewPaths } from '../../sweep-directory/file-names.ts';
import { compileSweep, type SweepOptions } from '../compile-sweep.ts';
import type { CommandContext, Finish } from '../context.ts';
import { describePlan, totalsOf } from '../describe-plan.ts';
import { describedCommand, describeTask, describeWords } from '../describe-tasks.ts';
import {
  configOption,
  jsonOption,
  maxRunsOption,
  settingOptions,
  takeOption,
  targetOption,
  whereOption,
} from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { selectedTasks } from '../selected-tasks.ts';
import { showProvenance } from '../show-provenance.ts';
import { countTasks, parseTasks, tasksIn } from '../task-list.ts';

interface ShowOptions extends SweepOptions {
  readonly json?: true;
  readonly count?: true;
  readonly config?: true;
  readonly where?: string;
  readonly provenance?: true;
}

/** `hsm show`: the meaning of a sweep, or the exact command of some tasks. */
export function createShow(context: CommandContext, finish: Finish): Command {
  const command = new Command('show')
    .description("show a sweep's tasks, or the exact commands of selected tasks")
    .argument('[tasks]', 'task numbers, such as 417 or 1-3,7; with --provenance, a sweep')
    .addOption(configOption())
    .addOption(targetOption())
    .addOption(maxRunsOption())
    .addOption(takeOption())
    .addOption(jsonOption())
    .addOption(whereOption())
    .addOption(new Option('--count', 'print the number of tasks'))
    .addOption(new Option('--config', 'print each setting and where it comes from'))
    .addOption(
      new Option('--provenance', 'show the code version, machines and packages recorded for a sweep'),
    );
  for (const option of settingOptions()) command.addOption(option);
  return command
    .addHelpText('after', '\nExample:\n  $ hsm show 417\n  $ hsm show learning-rate --provenance')
    .action(async (argument: string | undefined, options: ShowOptions) => {
      if (options.provenance) {
        finish(await showProvenance(argument, options.json === true, context));
        return;
      }
      const tasks = argument === undefined ? undefined : readTasks(argument, command);
      const needsFiles =
        tasks === undefined && options.where === undefined && !options.count && !options.config;
      const compilation = await compileSweep(
        { ...options, overBudget: true },
        needsFiles ? (options.target ?? ['local']) : [],
        context,
      );
      if (options.config) {
        context.write(settingsText(compilation, options.json === true));
      } else if (compilation.plan !== null) {
        show(compilation, compilation.plan, tasks, options, context);
      }
      finish(await printDiagnostics(compilation.diagnostics, context));
    });
}

function readTasks(text: string, command: Command): readonly TaskRange[] {
  return (
    parseTasks(text) ??
    command.error(
      `error: invalid task numbers '${text}': write 417 or 1-3,7; to show the provenance of a sweep, add --provenance`,
    )
  );
}

function show(
  { diagnostics, resources, files }: Compilation,
  plan: Plan,
  tasks: readonly TaskRange[] | undefined,
  options: ShowOptions,
  context: CommandContext,
): void {
  if (options.where !== undefined) {
    const selected = selectedTasks(plan, options.where, diagnostics);
    if (selected === null) return;
    if (options.count) context.write(`${countTasks(selected)}\n`);
    else for (const task of tasksIn(selected)) context.write(taskText(plan, task, options.json === true));
    return;
  }
  if (options.count) {
    context.write(`${plan.count}\n`);
    return;
  }
  if (tasks === undefined) {
    const paths = [...files.map((file) => file.path), ...overviewPaths];
    const totals = totalsOf(plan, resources, paths);
    context.write(
      options.json ? `${JSON.stringify({ plan, totals }, null, 2)}\n` : describePlan(plan, totals),
    );
    return;
  }
  const outside = tasks.find(({ first, last }) => first < 1 || last > plan.count);
  if (outside !== undefined) {
    const index = String(outside.first < 1 ? outside.first : Math.max(outside.first, plan.count + 1));
    diagnostics.add(diagnose(commandDiagnostics.taskOutOfRange, { index, count: plan.count }));
    return;
  }
  for (const task of tasksIn(tasks)) context.write(taskText(plan, task, options.json === true));
}

/** For programs: one line of JSON per task. */
function taskText(plan: Plan, task: number, json: boolean): string {
  const described = describeTask(plan, task);
  if (json) return `${JSON.stringify(described)}\n`;
  const name = described.name === undefined ? '' : `: ${described.name}`;
  return `task ${task} of ${plan.count}${name}\n${describedCommand(described)}\n\n${describeWords(described)}\n`;
}

function settingsText({ settings }: Compilation, json: boolean): string {
  const rows = describeSettings(settings);
  if (json) return `${JSON.stringify(rows, null, 2)}\n`;
  const keys = Math.max(...rows.map(({ key }) => key.length));
  const values = Math.min(40, Math.max(...rows.map(({ value }) => value.length)));
  return rows
    .map(({ key, value, from }) => `${key.padEnd(keys)}  ${value.padEnd(values)}  # ${from}\n`)
    .join('');
}
