/** A batch scheduler: the target of its name runs sweeps on it. */
export interface Scheduler {
  /** As `hpc.system` and `--target` have it. */
  readonly name: string;
  /** The command that submits jobs: where it is on PATH, the scheduler is. */
  readonly command: string;
  /** What `COMMAND --version` prints, where another scheduler has a command of the same name. */
  readonly version?: RegExp;
  /** Variables that it sets for each rank that it starts; `*` stands for the rest of a name. */
  readonly rankVariables?: readonly string[];
  /** A variable that its users have set and a command that it alone has, where its submit command does not say whose it is. */
  readonly signs?: { readonly variable: string; readonly command: string };
}

/**
 * The registry of detection, the first that is there first; of those with one command the last is what it is taken for when
 * nothing tells. Nothing else in `src/` names a scheduler; a test holds it to that.
 */
export const schedulers: readonly Scheduler[] = [
  { name: 'slurm', command: 'sbatch', rankVariables: ['SLURM_*'] },
  { name: 'torque', command: 'qsub', version: /^Version:.*\r?\nCommit:/im },
  { name: 'sge', command: 'qsub', signs: { variable: 'SGE_ROOT', command: 'qconf' } },
  { name: 'pbs', command: 'qsub', version: /\bpbs_version\b/i },
];

/** Variables by which launchers tell each rank which one it is, those of MPI among them. */
export const rankVariables: readonly string[] = [
  ...schedulers.flatMap((scheduler) => scheduler.rankVariables ?? []),
  ...['PMI*', 'OMPI_*', 'PRTE_*'],
];
