import { taskName } from '../argv/task-name.ts';
import {
  type CommandVariable,
  type CommandWord,
  commandVariables,
  commandWords,
  unfilled,
} from '../argv/words.ts';
import type { Assignment, Origin, Plan } from '../plan/plan.ts';
import { commandLine } from '../shell/command-line.ts';
import { quote } from '../shell/shell-word.ts';

/** A word of a task's command line with its origin, such as `sweep.yaml:4`. */
export interface DescribedWord {
  readonly text: string;
  /** `sweep.yaml:4`, or what supplied it if that is not the sweep file. */
  readonly from: string;
}

export interface DescribedTask {
  readonly task: number;
  /** Where the sweep defines its tasks' names. */
  readonly name?: string;
  /** Variables that carry parameters; none unless `args: env`. */
  readonly variables: readonly (DescribedWord & { readonly name: string })[];
  readonly words: readonly DescribedWord[];
}

/** A task's exact command. `{task_dir}` and `{sweep_id}` are only known where it runs. */
export function describeTask(plan: Plan, task: number): DescribedTask {
  const known = { ...unfilled, task_id: String(task), home: '{home}' };
  const name = taskName(plan, task, known.sweep_id);
  return {
    task,
    ...(name === null ? {} : { name }),
    variables: commandVariables(plan, task, known).map(({ name, value, from }: CommandVariable) => {
      return { name, text: value, from: placeOf(plan, from.origin) };
    }),
    words: commandWords(plan, task, known).map(({ text, from }) => ({ text, from: sourceOf(plan, from) })),
  };
}

/** The command as one line of shell. */
export function describedCommand({ variables, words }: DescribedTask): string {
  return commandLine(
    variables.map(({ name, text }) => ({ name, value: text })),
    words.map(({ text }) => text),
  );
}

/** Tasks, one per line; a gap in the numbers is shown as dots. */
export function describeTasks(plan: Plan, tasks: readonly number[]): string {
  const width = String(tasks.at(-1) ?? 0).length;
  return tasks
    .map((task, at) => {
      const gap = at > 0 && task > (tasks[at - 1] ?? 0) + 1 ? `${'…'.padStart(width)}\n` : '';
      return `${gap}${String(task).padStart(width)}  ${describedCommand(describeTask(plan, task))}\n`;
    })
    .join('');
}

/** A task's words, one per line, each with its origin. */
export function describeWords(described: DescribedTask): string {
  const rows = [
    ...described.variables.map(({ name, text, from }) => ({ text: `${name}=${quote(text)}`, from })),
    ...described.words.map(({ text, from }) => ({ text: quote(text) as string, from })),
  ];
  const width = Math.min(60, Math.max(...rows.map(({ text }) => text.length)));
  return rows.map(({ text, from }) => `  ${text.padEnd(width)}  # ${from}\n`).join('');
}

function sourceOf(plan: Plan, from: CommandWord['from']): string {
  if (from === 'run_dir') return "Hydra's output directory";
  if (from === 'launcher' || from === 'container') return `the ${from}`;
  if (from === 'command') return placeOf(plan, plan.command.origin);
  return placeOf(plan, (from as Assignment).origin);
}

/** Only the file's name: all places are in the same sweep file. */
export function placeOf(plan: Plan, origin: Origin): string {
  if (origin === null) return 'settings';
  return `${plan.source.path.split('/').at(-1)}:${origin.line}`;
}
