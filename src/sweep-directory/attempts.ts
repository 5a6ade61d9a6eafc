import { join } from 'node:path';
import fs from 'fs-extra';
import { journalNames } from './journal-names.ts';

/** An attempt at a task, from its journal and its files; unknown values are null. */
export interface Attempt {
  readonly attempt: number;
  /** The state in the journal; null if the attempt has no end because it is running or was lost. */
  readonly state: string | null;
  readonly exitCode: number | null;
  readonly host: string;
  /** Seconds since 1970. */
  readonly started: number;
  readonly ended: number | null;
  /** `SCHEDULER/CLUSTER/USER:JOB`; null outside jobs. */
  readonly job: string | null;
  /** The log of that job, relative to the sweep directory; null if there is none. */
  readonly log: string | null;
  /** The resources of the attempt, such as `cpus=4,memory=200M`. */
  readonly resources: string | null;
  /** Seconds of CPU time. */
  readonly cpuTime: number | null;
  /** Mebibytes. */
  readonly peakMemory: number | null;
  /** The directory of its logs, relative to the sweep directory. */
  readonly directory: string;
}

/** The attempts at a task, in order. If an attempt has two lines, the one with an end counts. */
export function readAttempts(directory: string, task: number): readonly Attempt[] {
  const found = new Map<number, readonly string[]>();
  for (const name of journalNames(directory)) {
    const text = fs.readFileSync(join(directory, 'state', name), 'utf8');
    for (const [line] of text.matchAll(new RegExp(`^${task}\\t.*$`, 'gm'))) {
      const fields = line.split('\t');
      const number = Number(fields[1]);
      if (fields.length < 5 || !Number.isInteger(number) || fields[6] === 'skipped') continue;
      if (fields.length >= (found.get(number)?.length ?? 0)) found.set(number, fields);
    }
  }
  const latest = Math.max(...found.keys());
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([attempt, fields]) => attemptOf(directory, task, attempt, attempt === latest, fields));
}

/** Made from the fields of `templates/runner/journal.sh`. */
function attemptOf(
  directory: string,
  task: number,
  attempt: number,
  isLatest: boolean,
  fields: readonly string[],
): Attempt {
  const [, , host = '', worker = '', started = '', , state, code, ended, cpuTime, peakMemory] = fields;
  const hasEnd = fields.length >= 9;
  const run = worker.split('@').at(-1) ?? '';
  const job = run.includes(':') ? run : null;
  // The files of earlier attempts are in their own directories.
  const place = isLatest ? `tasks/task_${task}` : `tasks/task_${task}/attempt_${attempt}`;
  return {
    attempt,
    state: hasEnd ? (state ?? null) : null,
    exitCode: hasEnd ? numberIn(code) : null,
    host,
    started: Number(started),
    ended: hasEnd ? numberIn(ended) : null,
    job: job?.replace(/\.\d+$/, '') ?? null,
    log: job && logOf(directory, job),
    resources: recordedResources(join(directory, place, 'task_info.txt')),
    cpuTime: numberIn(cpuTime),
    peakMemory: numberIn(peakMemory),
    directory: place,
  };
}

function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^[0-9.]+$/.test(text) ? Number(text) : null;
}

/** A job's log is named after its scheduler, its cluster, its number and its restarts; see CONTRIBUTING.md. */
function logOf(directory: string, job: string): string | null {
  const [, scheduler, cluster, number, restarts] =
    /^([^/:]+)\/([^/:]+)\/[^:]*:([A-Za-z0-9_-]+)\.(\d+)$/.exec(job) ?? [];
  if (scheduler === undefined) return null;
  const log = `logs/${scheduler}_${cluster}_${number}${restarts === '0' ? '' : `_r${restarts}`}.log`;
  return fs.existsSync(join(directory, log)) ? log : null;
}

function recordedResources(path: string): string | null {
  const text = fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : '';
  return /^resources: (.+)$/m.exec(text)?.[1] ?? null;
}
