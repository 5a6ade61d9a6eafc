import type { Plan } from './plan.ts';
import { resourceClasses } from './resource-classes.ts';

/** The most that a sweep can use: each task runs once, for its whole walltime. Null if a walltime is not set. */
export interface Cost {
  /** A task without `cpus` counts as one core. */
  readonly coreHours: number | null;
  readonly gpuHours: number | null;
}

/** Files and directories of an attempt: its directory, `command.txt`, `task_info.txt`, `stdout.log` and `stderr.log`. */
export const FILES_PER_ATTEMPT = 5;

/** The sweep directory and its `logs`, `scripts`, `state` and `tasks`. */
export const DIRECTORIES = 5;

const SECONDS_PER_HOUR = 3600;

/** Sums tasks x cores x walltime, and tasks x GPUs x walltime, over the classes of resources. */
export function costOf(plan: Plan): Cost {
  let coreHours: number | null = 0;
  let gpuHours: number | null = 0;
  for (const { count, resources } of resourceClasses(plan)) {
    const { walltime } = resources;
    const hours: number | null = walltime === null ? null : (count * walltime) / SECONDS_PER_HOUR;
    coreHours = sum(coreHours, hours, coresOf(resources));
    gpuHours = sum(gpuHours, hours, gpusOf(resources));
  }
  return { coreHours, gpuHours };
}

/** The cores of a task: `cpus` are those of a rank, or of a node. */
export function coresOf({ cpus, ranks, nodes }: Plan['resources']): number {
  return (cpus ?? 1) * (ranks ?? nodes ?? 1);
}

/** The GPUs of a task: `gpus` are those of each node. */
export function gpusOf({ gpus, nodes }: Plan['resources']): number {
  return (gpus ?? 0) * (nodes ?? 1);
}

/** Without CPUs or GPUs to count, tasks need no walltime. */
function sum(before: number | null, hours: number | null, each: number): number | null {
  if (each === 0) return before;
  return before === null || hours === null ? null : before + hours * each;
}

/** The number of files and directories that a sweep creates: those of the build, and one attempt per task. */
export function inodesOf({ count, name }: Plan, builtFiles: number): number {
  return builtFiles + count * (FILES_PER_ATTEMPT + (name?.links === true ? 1 : 0));
}
