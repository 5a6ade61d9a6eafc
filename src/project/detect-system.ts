import { type Scheduler, schedulers } from '../settings/schedulers.ts';
import type { EnvironmentVariables } from './find-project.ts';
import { findOnPath, onPath } from './on-path.ts';

/** Runs a command for all that it prints in a while, on either stream; empty where it cannot be started. */
export type AskCommand = (program: string, words: readonly string[]) => Promise<string>;

/**
 * The scheduler of this machine; null where there is none. Where several have a submit command of one name, the one that
 * PATH finds says whose it is; a command that does not say it is identified by other commands.
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
