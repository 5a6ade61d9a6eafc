/** A batch scheduler; the target of the same name runs sweeps on it. */
export interface Scheduler {
  /** As in `hpc.system` and `--target`. */
  readonly name: string;
  /** The command that submits jobs; a machine has the scheduler if PATH finds it. */
  readonly command: string;
  /** The output of `COMMAND --version`, if another scheduler has a command of the same name. */
  readonly version?: RegExp;
  /** Variables that it sets for each rank that it starts; `*` matches the rest of a name. */
  readonly rankVariables?: readonly string[];
  /**
   * A variable that its users have set and a command that only it has, for a submit command that does not identify its
   * scheduler.
   */
  readonly signs?: { readonly variable: string; readonly command: string };
}

/**
 * The schedulers in the order of detection: the first that is found is used. Of schedulers with the same command, the
 * last is assumed if nothing identifies the right one. Nothing else in `src/` names a scheduler; a test enforces it.
 */
export const schedulers: readonly Scheduler[] = [
  { name: 'slurm', command: 'sbatch', rankVariables: ['SLURM_*'] },
  { name: 'torque', command: 'qsub', version: /^Version:.*\r?\nCommit:/im },
  { name: 'sge', command: 'qsub', signs: { variable: 'SGE_ROOT', command: 'qconf' } },
  { name: 'pbs', command: 'qsub', version: /\bpbs_version\b/i },
];

/** Variables that give each rank its number, including those of MPI launchers. */
export const rankVariables: readonly string[] = [
  ...schedulers.flatMap((scheduler) => scheduler.rankVariables ?? []),
  ...['PMI*', 'OMPI_*', 'PRTE_*'],
];
