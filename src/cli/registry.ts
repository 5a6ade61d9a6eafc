import type { Command } from 'commander';
import type { CommandContext, Finish } from './context.ts';

/** Makes a command; `passed` are the words after `--`, which it may pass on to a script. */
export type CreateCommand = (context: CommandContext, finish: Finish, passed: readonly string[]) => Command;

export interface RegisteredCommand {
  readonly name: string;
  /** Its other names. */
  readonly aliases: readonly string[];
  /** The reason for a delay before its first output, shown on a terminal meanwhile. */
  readonly announces?: string;
  /** Loads its module, but only when needed; help loads all modules. */
  readonly load: () => Promise<CreateCommand>;
}

/** Every command, in the order of work on a sweep. */
export const registry: readonly RegisteredCommand[] = [
  command('init', async () => (await import('./commands/init.ts')).createInit),
  command('import', async () => (await import('./commands/import.ts')).createImport),
  command('doctor', async () => (await import('./commands/doctor.ts')).createDoctor),
  command('check', async () => (await import('./commands/check.ts')).createCheck),
  command('show', async () => (await import('./commands/show.ts')).createShow),
  command('build', async () => (await import('./commands/build.ts')).createBuild),
  command('run', async () => (await import('./commands/run.ts')).createRun, [], 'compiling the sweep'),
  command('sweep', async () => (await import('./commands/sweep.ts')).createSweep, [], 'compiling the sweep'),
  command('remote', async () => (await import('./commands/remote.ts')).createRemote),
  command('queue', async () => (await import('./commands/queue.ts')).createQueue),
  command('monitor', async () => (await import('./commands/monitor.ts')).createMonitor),
  command('status', async () => (await import('./commands/status.ts')).createStatus),
  command('errors', async () => (await import('./commands/errors.ts')).createErrors),
  command('complete', async () => (await import('./commands/resume.ts')).createResume, ['resume']),
  command('cancel', async () => (await import('./commands/cancel.ts')).createCancel, ['delete-jobs']),
  command(
    'collect-results',
    async () => (await import('./commands/collect-results.ts')).createCollect,
    ['collect'],
    'looking for results',
  ),
  command(
    'report',
    async () => (await import('./commands/report.ts')).createReport,
    [],
    'collecting results',
  ),
  command('verify', async () => (await import('./commands/verify.ts')).createVerify),
  command('diff', async () => (await import('./commands/diff.ts')).createDiff),
  command('recent', async () => (await import('./commands/recent.ts')).createRecent),
  command('cleanup', async () => (await import('./commands/cleanup.ts')).createCleanup),
  command('explain', async () => (await import('./commands/explain.ts')).createExplain),
  command('completion', async () => (await import('./commands/completion.ts')).createCompletion),
];

/** The commands that a word may mean, or all of them if it means none. */
export function commandsFor(word: string | undefined): readonly RegisteredCommand[] {
  const asked = registry.filter(({ name, aliases }) => word === name || aliases.includes(word ?? ''));
  return asked.length > 0 ? asked : registry;
}

function command(
  name: string,
  load: RegisteredCommand['load'],
  aliases: readonly string[] = [],
  announces?: string,
): RegisteredCommand {
  return { name, aliases, load, ...(announces === undefined ? {} : { announces }) };
}
