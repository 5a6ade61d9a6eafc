import { type Scheduler, schedulers } from '../settings/schedulers.ts';
import type { EnvironmentVariables } from './find-project.ts';
import { findOnPath, onPath } from './on-path.ts';

/** Runs a command for a limited time and returns its output from both streams; empty if it cannot be started. */
export type AskCommand = (program: string, words: readonly string[]) => Promise<string>;

/**
 * The scheduler of this machine; null if it has none. If several schedulers have submit commands of the same name, the
 * version output of the command on PATH identifies the scheduler; without such output, other commands do.
 */
export async function detectSystem(
  environment: EnvironmentVariables,
  ask: AskCommand,
): Promise<string | null> {
  const first = schedulers.find(({ command }) => onPath(command, environment));
  if (first === undefined) return null;
  const candidates = schedulers.filter(({ command }) => command === first.command);
  if (candidates.length === 1) return first.name;
  const printed = await ask(findOnPath(first.command, environment) ?? first.command, ['--version']);
  const known =
    candidates.find(({ version }) => version?.test(printed)) ??
    candidates.find((candidate) => showsItself(candidate, environment));
  return (known ?? candidates.at(-1) ?? first).name;
}

function showsItself({ signs }: Scheduler, environment: EnvironmentVariables): boolean {
  if (signs === undefined) return false;
  return Boolean(environment[signs.variable]) || onPath(signs.command, environment);
}

/** The commands by which schedulers are found, for messages. */
export const schedulerCommands: readonly string[] = [...new Set(schedulers.map(({ command }) => command))];
