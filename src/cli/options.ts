import { resolve } from 'node:path';
import { Argument, InvalidArgumentError, Option } from 'commander';
import type { CompileRequest } from '../compiler/compile.ts';
import { isHost } from '../settings/remote-words.ts';
import { isSweepName } from '../sweep-directory/sweep-name.ts';
import { parseTasks } from './task-list.ts';

/** At most this many are listed. */
const MOST_TAKEN = 100_000;

/** `-c`, which every command about a sweep file has. */
export function configOption(): Option {
  return new Option('-c, --file <file>', "sweep file (default: the project's sweeps/sweep.yaml)");
}

/** `--max-runs` */
export function maxRunsOption(): Option {
  return new Option('--max-runs <n>', 'keep only the first n tasks').argParser(positiveInteger);
}

/** `--take` */
export function takeOption(): Option {
  return new Option('--take <n>', 'keep only n tasks, chosen at random; n:SEED sets the seed').argParser(
    (text: string): CompileRequest['take'] => {
      const [, count = '', seed = '0'] = /^(\d+)(?::(\d+))?$/.exec(text) ?? [];
      const take = { count: Number(count), seed: Number(seed) };
      if (count !== '' && take.count >= 1 && take.count <= MOST_TAKEN && take.seed < 2 ** 32) return take;
      throw new InvalidArgumentError(
        `Write a number up to ${MOST_TAKEN}, such as 50, or a number with a seed, such as 50:7.`,
      );
    },
  );
}

/** `--target`, which is repeatable. */
export function targetOption(): Option {
  return new Option('-t, --target <name>', 'target to compile for (repeatable; default: local)').argParser(
    (name: string, previous: readonly string[] | undefined) => [...(previous ?? []), name],
  );
}

/** `--name` */
export function nameOption(): Option {
  return new Option('--name <id>', 'sweep id (default: sweep_ followed by the time)').argParser(
    (name: string) => {
      if (isSweepName(name)) return name;
      throw new InvalidArgumentError(
        'Use letters, digits, `.`, `_` and `-`, starting with a letter, digit or `_`.',
      );
    },
  );
}

/** `--from`, which is repeatable. */
export function fromOption(): Option {
  return new Option('--from <sweep>', 'reuse identical completed tasks of this sweep (repeatable)').argParser(
    (name: string, previous: readonly string[] | undefined) => [...(previous ?? []), name],
  );
}

/** `--over-budget` */
export function overBudgetOption(): Option {
  return new Option('--over-budget', 'allow this build to exceed the `budget` setting');
}

/** `-o`, for the directory that contains the sweep directories. */
export function outputOption(): Option {
  return new Option(
    '-o, --output-dir <dir>',
    'directory in which to create the sweep directory (default: paths.output_dir)',
  );
}

/** The resources of a task, other than its walltime. */
export function resourceOptions(): readonly Option[] {
  return [
    new Option('--memory <amount>', 'memory per task, such as 64G'),
    new Option('--cpus <n>', 'CPUs per task'),
    new Option('--gpus <n>', 'GPUs per task'),
    new Option('--partition <name>', 'partition or queue'),
    new Option('--qos <name>', 'quality of service'),
    new Option('--account <name>', 'account to charge'),
  ];
}

/** The settings that the command line may override. */
export function settingOptions(): readonly Option[] {
  return [
    new Option('--walltime <time>', 'time limit per task, such as 04:00:00 or 90m'),
    ...resourceOptions(),
    new Option('--resources <text>', 'resources per task, such as select=1:ncpus=4:mem=16gb'),
    new Option('--group <name>', 'W&B group (default: the sweep id)'),
    new Option('--remote <name>', 'machine for the target `remote`').argParser(remoteName),
  ];
}

/** The SWEEP argument of every command on a past sweep. */
export function sweepArgument(): Argument {
  return new Argument('[sweep]', 'sweep id, prefix of an id, or path (default: the latest sweep)');
}

/** `--json` */
export function jsonOption(): Option {
  return new Option('--json', 'print JSON');
}

/**
 * `--only` or `--task-ids`, passed on to a script as typed, except that the path of a file is made absolute: the script
 * enters the sweep directory.
 */
export function tasksOption(name: string, workingDirectory: string): Option {
  return new Option(`${name} <tasks>`, 'only these tasks, such as 1,5-8 or @FILE').argParser(
    (text: string) => {
      if (text.startsWith('@') && text.length > 1) return `@${resolve(workingDirectory, text.slice(1))}`;
      if (parseTasks(text) !== null) return text;
      throw new InvalidArgumentError(
        'Write task numbers such as 417 or 1-3,7, or @ followed by a file name.',
      );
    },
  );
}

/** `--where`, passed on to a script as typed. */
export function whereOption(): Option {
  return new Option(
    '--where <words>',
    "only tasks with these values, such as 'lr=0.01 model=cnn,mlp'",
  ).conflicts(['only', 'taskIds']);
}

/** `--interval`, in seconds between two of `what`. */
export function intervalOption(what = 'scheduler queries', seconds = 30): Option {
  return new Option(
    '--interval <seconds>',
    `seconds between ${what}, at least 10 (default: ${seconds})`,
  ).argParser((text: string) => {
    const seconds = positiveInteger(text);
    if (seconds >= 10) return seconds;
    throw new InvalidArgumentError('It must be at least 10 seconds.');
  });
}

/** `--lost`, which is repeatable. */
export function lostOption(): Option {
  return new Option('--lost <host>', "treat this host's unfinished tasks as lost (repeatable)").argParser(
    (host: string, previous: readonly string[] | undefined) => [...(previous ?? []), host],
  );
}

/** `--days` */
export function daysOption(what: string, days: number): Option {
  return new Option('--days <n>', what).default(days).argParser(wholeNumber);
}

/** Options of an emitted script: an option without a value, with one, or with several. */
export function scriptWords(
  options: Readonly<Record<string, true | string | readonly string[] | undefined>>,
): readonly string[] {
  return Object.entries(options).flatMap(([option, value]) => {
    if (value === undefined) return [];
    if (value === true) return [option];
    return typeof value === 'string' ? [option, value] : value.flatMap((each) => [option, each]);
  });
}

/** A machine by its name in the project file, or for ssh. */
function remoteName(text: string): string {
  if (isHost(text)) return text;
  throw new InvalidArgumentError('Use the name of a machine from the project file, or a host name.');
}

/** A count from 0. */
export function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number, at least 0.');
}

/** A count from 1. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a whole number, at least 1.');
}
