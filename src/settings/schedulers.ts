/** A batch scheduler: the target of its name runs sweeps on it. */
export interface Scheduler {
  /** As `hpc.system` and `--target` have it. */
  readonly name: string;
  /** The command that submits jobs: where it is on PATH, the scheduler is. */
  readonly command: string;
  /** A variable that its users have set, where another scheduler has a command of the same name. */
  readonly variable?: string;
}

/**
 * The registry of detection, the first that is there first. Nothing else in `src/` names a scheduler; a test holds it
 * to that.
 */
export const schedulers: readonly Scheduler[] = [
  { name: 'slurm', command: 'sbatch' },
  { name: 'sge', command: 'qsub', variable: 'SGE_ROOT' },
  { name: 'pbs', command: 'qsub' },
];
