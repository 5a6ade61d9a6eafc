import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { commandDiagnostics } from '../../diagnostics/catalogue/command.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { shownPath } from '../../project/read-inputs.ts';
import { type Attempt, readAttempts } from '../../sweep-directory/attempts.ts';
import { readTsv } from '../../sweep-directory/read-tsv.ts';
import { readPlan } from '../../sweep-directory/records.ts';
import type { PastSweep } from '../../sweep-directory/sweeps.ts';
import type { CommandContext } from '../context.ts';
import { type DescribedTask, describedCommand, describeTask, describeWords } from '../describe-tasks.ts';
import { captureSweepScript, findPastSweep } from '../past-sweep.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { plainText } from '../text-table.ts';
import { describeAttempt } from './attempt.ts';
import { type ExplainedParameter, explainParameters, parametersText } from './parameters.ts';

/** What a text refers to: a sweep, as in other commands, and a task in it. */
export interface TaskName {
  readonly sweep: string;
  readonly task: number;
}

/** Reads `SWEEP/17`, or the directory of a task or of one of its attempts; null if it is neither. */
export function readTaskName(text: string, workingDirectory: string): TaskName | null {
  const path = resolve(workingDirectory, text);
  const directory = basename(path).startsWith('attempt_') ? dirname(path) : path;
  const [, own] = /^task_([1-9]\d*)$/.exec(basename(directory)) ?? [];
  if (own !== undefined && basename(dirname(directory)) === 'tasks') {
    return { sweep: dirname(dirname(directory)), task: Number(own) };
  }
  const [, sweep, task] = /^(.+)\/([1-9]\d*)$/.exec(text) ?? [];
  return sweep === undefined ? null : { sweep, task: Number(task) };
}

/** Everything known about a task, for `--json`. */
interface ExplainedTask extends DescribedTask {
  readonly sweep: string;
  readonly path: string;
  /** As in the output of `status.sh`. */
  readonly state: string;
  readonly command: string;
  readonly parameters: readonly ExplainedParameter[];
  readonly attempts: readonly Attempt[];
}

/** Explains a task: each word of its command, and the outcome of each attempt. Returns the exit code. */
export async function explainTask(name: TaskName, json: boolean, context: CommandContext): Promise<number> {
  const sweep = await findPastSweep(name.sweep, context);
  if (sweep === null) return 1;
  const plan = readPlan(sweep.path);
  const diagnostics = new Diagnostics();
  if (plan === null) {
    const path = shownPath(join(sweep.path, 'plan.json'), context.workingDirectory);
    diagnostics.add(diagnose(commandDiagnostics.fileUnreadable, { path, reason: 'it is not a valid plan' }));
    return printDiagnostics(diagnostics, context);
  }
  const { task } = name;
  if (task > plan.count) {
    diagnostics.add(diagnose(commandDiagnostics.taskOutOfRange, { index: String(task), count: plan.count }));
    return printDiagnostics(diagnostics, context);
  }
  const state = await stateOf(sweep, task, context);
  if (state === null) return 1;
  const described = describeTask(plan, task);
  const explained: ExplainedTask = {
    sweep: sweep.id,
    path: sweep.path,
    ...described,
    state,
    command: describedCommand(described),
    parameters: explainParameters(plan, task),
    attempts: readAttempts(sweep.path, task),
  };
  context.write(json ? `${JSON.stringify(explained)}\n` : textOf(explained, plan.count, context));
  return 0;
}

async function stateOf(sweep: PastSweep, task: number, context: CommandContext): Promise<string | null> {
  const words = ['--tsv', '--only', String(task)];
  const table = await captureSweepScript(sweep, 'scripts/status.sh', words, context);
  return table === null ? null : (readTsv(table)[0]?.['state'] ?? 'pending');
}

function textOf(task: ExplainedTask, count: number, { workingDirectory }: CommandContext): string {
  const name = task.name === undefined ? '' : `: ${plainText(task.name)}`;
  const directory = join(task.path, 'tasks', `task_${task.task}`);
  const place = existsSync(directory) ? `\nfiles in ${shownPath(directory, workingDirectory)}\n` : '';
  const attempts = task.attempts.map((attempt) => `\n${describeAttempt(attempt, task.state)}`).join('');
  const parameters = task.parameters.length === 0 ? '' : `\nparameters\n${parametersText(task.parameters)}`;
  return `task ${task.task} of ${count}${name}, in ${task.sweep}: ${task.state}\n${task.command}\n\n${describeWords(task)}${parameters}${attempts}${place}`;
}
