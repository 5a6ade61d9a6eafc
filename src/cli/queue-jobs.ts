import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseJob, type QueuedJob } from '../sweep-directory/queued-job.ts';
import type { PastSweep } from '../sweep-directory/sweeps.ts';
import type { Captured, CommandContext } from './context.ts';

export interface Queue {
  readonly jobs: readonly QueuedJob[];
  /** Schedulers that are not installed or not responding. */
  readonly silent: readonly string[];
}

/** For how many seconds a scheduler's answer is recent enough for display. */
export const answerAge = 30;

/**
 * The jobs of sweeps. Each scheduler is queried once, by the newest of its scripts, and not again for `maxAge` seconds.
 * The script itself reports why a scheduler is not responding, unless `quiet`.
 */
export async function readQueue(
  sweeps: readonly PastSweep[],
  { maxAge, quiet }: { readonly maxAge: number; readonly quiet: boolean },
  context: CommandContext,
): Promise<Queue> {
  const jobs: QueuedJob[] = [];
  const silent: string[] = [];
  for (const [script, members] of byScript(sweeps)) {
    const { code, output } = await askWith(script, members, { maxAge, quiet }, context);
    if (code === 0) jobs.push(...output.split('\n').flatMap((line) => parseJob(line) ?? []));
    else silent.push(basename(script, '.sh').slice('queue-'.length));
  }
  return { jobs, silent };
}

/**
 * Queries each scheduler once for all sweeps. The answer, or its absence, is cached in their directories, where their
 * `status.sh` finds it.
 */
export async function askQueues(
  sweeps: readonly PastSweep[],
  maxAge: number,
  context: CommandContext,
): Promise<void> {
  for (const [script, members] of byScript(sweeps)) {
    await askWith(script, members, { maxAge, quiet: true }, context);
  }
}

function byScript(sweeps: readonly PastSweep[]): ReadonlyMap<string, readonly PastSweep[]> {
  const groups = new Map<string, PastSweep[]>();
  for (const sweep of sweeps) {
    for (const script of queueScripts(sweep)) groups.set(script, [...(groups.get(script) ?? []), sweep]);
  }
  return groups;
}

async function askWith(
  script: string,
  members: readonly PastSweep[],
  { maxAge, quiet }: { readonly maxAge: number; readonly quiet: boolean },
  context: CommandContext,
): Promise<Captured> {
  const paths = members.map(({ path }) => path);
  const newest = join(paths[0] ?? '', 'scripts', script);
  const captured = await context.capture('bash', ['-p', newest, '--max-age', String(maxAge), ...paths], {
    quiet,
  });
  // Built by a version that cached no answers.
  return captured.code === 2 ? context.capture('bash', ['-p', newest, ...paths], { quiet }) : captured;
}

/**
 * The scripts that know about a sweep's jobs. A sweep without any record counts too: its job script may have been
 * submitted by hand and still be waiting.
 */
function queueScripts({ path }: PastSweep): readonly string[] {
  const scripts = join(path, 'scripts');
  return existsSync(scripts) ? readdirSync(scripts).filter((name) => /^queue-.+\.sh$/.test(name)) : [];
}
