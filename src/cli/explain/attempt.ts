import type { Attempt } from '../../sweep-directory/attempts.ts';
import { localTime } from '../local-time.ts';
import { plainText } from '../text-table.ts';

/**
 * An attempt in words: how and where it ran, the resources that it got, and those that it used. `state` is that of the
 * task.
 */
export function describeAttempt(attempt: Attempt, state: string): string {
  const { exitCode, host, started, ended, job, log, resources } = attempt;
  const code = exitCode === null ? '' : `, exit code ${exitCode}`;
  const end = ended === null ? '' : ` to ${moment(ended)}, ${seconds(ended - started)}`;
  const lines = [
    `on ${host}, ${moment(started)}${end}`,
    job === null ? null : `job ${job}${log === null ? ', no log' : `, log ${log}`}`,
    resources === null ? null : `requested ${resources}`,
    usedText(attempt),
  ].filter((line) => line !== null);
  // Only the latest attempt can have no end and still not be lost.
  return `attempt ${attempt.attempt}: ${attempt.state ?? state}${code}\n${lines.map((line) => `  ${plainText(line)}\n`).join('')}`;
}

/** Null if nothing was measured. */
function usedText({ cpuTime, peakMemory, started, ended, resources }: Attempt): string | null {
  const duration = ended === null ? 0 : ended - started;
  const parts = [
    cpuTime === null ? null : `${seconds(cpuTime)} of CPU time${cpusText(cpuTime, duration, resources)}`,
    peakMemory === null ? null : memoryText(peakMemory, asked(resources, 'memory')),
    ended === null ? null : walltimeText(duration, asked(resources, 'walltime')),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `used ${parts.join('; ')}`;
}

/** For a short task, the number of busy CPUs means too little. */
function cpusText(cpuTime: number, duration: number, resources: string | null): string {
  if (duration < 1) return '';
  const cpus = Number((cpuTime / duration).toFixed(2));
  const ofAsked = asked(resources, 'cpus');
  return ` (${cpus}${ofAsked === null ? '' : ` of ${ofAsked}`} CPUs)`;
}

function walltimeText(duration: number, limit: number | null): string | null {
  return limit === null ? null : `${percent(duration, limit)} of the walltime`;
}

function memoryText(used: number, of: number | null): string {
  return of === null
    ? `at most ${used} MiB of memory`
    : `at most ${used} of ${of} MiB of memory (${percent(used, of)})`;
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)}%`;
}

/** A number from `cpus=4,memory=200M,walltime=60s`. */
function asked(resources: string | null, name: string): number | null {
  const text = resources?.split(',').find((part) => part.startsWith(`${name}=`));
  const value = Number(text?.slice(name.length + 1).replace(/[Ms]$/, ''));
  return Number.isNaN(value) ? null : value;
}

function seconds(value: number): string {
  return `${Number(value.toFixed(value < 10 ? 2 : 0))} s`;
}

/** Local time. */
function moment(time: number): string {
  const date = new Date(time * 1000);
  return Number.isNaN(date.getTime()) ? 'at an unknown time' : localTime(date);
}
