import { commandVariables, commandWords, type Placeholders } from '../argv/words.ts';
import type { Block, Plan } from '../plan/plan.ts';
import { commandLine } from '../shell/command-line.ts';
import { quote } from '../shell/shell-word.ts';

/** The part of a plan that determines the command of a task. */
export type CommandPlan = Pick<Plan, 'space' | 'defaults' | 'command' | 'convention'>;

/** A plan without everything that commands do not need, mostly origins. */
export function commandPlan({ space, defaults, command, convention }: Plan): CommandPlan {
  return {
    space: { ...space, blocks: space.blocks.map(withoutOrigins) },
    defaults: defaults.map((assignment) => ({ ...assignment, origin: null })),
    command,
    convention,
  };
}

/** The command of a task, from 1, as a line of shell: the output of `hsm show`, with the current place of the sweep. */
export function taskCommand(plan: CommandPlan, task: number, sweep: string, directory: string): string {
  const placeholders = placeholdersOf(task, sweep, directory);
  return commandLine(
    commandVariables(plan as Plan, task, placeholders),
    commandWords(plan as Plan, task, placeholders).map(({ text }) => text),
  );
}

/** A command, as a line of shell, after the variables that carry the parameters of a task; most sweeps have none. */
export function withVariables(
  plan: CommandPlan,
  task: number,
  command: string,
  sweep: string,
  directory: string,
): string {
  const placeholders = placeholdersOf(task, sweep, directory);
  const variables = commandVariables(plan as Plan, task, placeholders).map(
    ({ name, value }) => `${name}=${quote(value)}`,
  );
  return [...variables, command].join(' ');
}

function placeholdersOf(task: number, sweep: string, directory: string): Placeholders {
  return {
    task_dir: `${directory}/tasks/task_${task}`,
    task_id: String(task),
    sweep_id: sweep,
    sweep_dir: directory,
    project_dir: '{project_dir}',
    home: '{home}',
  };
}

function withoutOrigins(block: Block): Block {
  return {
    ...block,
    axes: block.axes.map((axis) => ({
      ...axis,
      parameters: axis.parameters.map((parameter) =>
        'range' in parameter
          ? { ...parameter, origin: null, range: { ...parameter.range, origin: null } }
          : { ...parameter, origin: null, origins: [] },
      ),
    })),
    ...(block.taken && { taken: { ...block.taken, origin: null } }),
    excludes: block.excludes.map((exclude) => ({ ...exclude, origin: null })),
    conditions: block.conditions.map((condition) => ({ ...condition, origin: null })),
    ...(block.derived && { derived: block.derived.map((each) => ({ ...each, formula: '', origin: null })) }),
  };
}
