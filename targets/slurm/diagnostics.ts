import { type DiagnosticsOf, defineDiagnostics } from '../../src/target-kit/kit.ts';

/** The parameters of each message. */
interface SlurmMessages {
  readonly unreadableAmount: { readonly option: string; readonly what: string };
  readonly unsafeText: { readonly option: string };
  readonly partitionUnknown: { readonly name: string };
  readonly walltimeTooLong: { readonly asked: string; readonly most: string; readonly partition: string };
  readonly moreThanANode: {
    readonly what: string;
    readonly asked: string;
    readonly most: string;
    readonly partition: string;
  };
  readonly gpuTypeUnknown: { readonly type: string; readonly partition: string };
  readonly tooManyJobs: { readonly jobs: number; readonly most: number };
  readonly severalArrays: { readonly jobs: number; readonly places: number };
  readonly directiveMalformed: { readonly directive: string };
  readonly directiveReserved: { readonly option: string };
  readonly directiveTyped: { readonly option: string; readonly typed: string };
  readonly optionsExclude: { readonly option: string; readonly other: string };
  readonly signalTooEarly: { readonly signal: number; readonly walltime: string };
  readonly requeueNeedsSignal: Record<never, never>;
  readonly nodesWithoutLauncher: { readonly nodes: number };
}

/** What is wrong with the options of `targets.slurm`, or more than the cluster takes. */
export const slurmDiagnostics: DiagnosticsOf<SlurmMessages> = defineDiagnostics<SlurmMessages>({
  unreadableAmount: {
    code: 'SLURM101',
    severity: 'error',
    title: 'an amount that cannot be read',
    message: ({ option, what }) => `\`${option}\` is not ${what}`,
  },
  unsafeText: {
    code: 'SLURM102',
    severity: 'error',
    title: 'a text that sbatch would misread',
    message: ({ option }) => `\`${option}\` is not one word that sbatch takes`,
  },
  partitionUnknown: {
    code: 'SLURM103',
    severity: 'error',
    title: 'a partition that the cluster does not have',
    message: ({ name }) => `the cluster has no partition \`${name}\``,
  },
  walltimeTooLong: {
    code: 'SLURM104',
    severity: 'error',
    title: 'a walltime beyond that of the partition',
    message: ({ asked, most, partition }) =>
      `a job asks for ${asked}, and the partition \`${partition}\` takes at most ${most}`,
  },
  moreThanANode: {
    code: 'SLURM105',
    severity: 'error',
    title: 'more than a node of the partition has',
    message: ({ what, asked, most, partition }) =>
      `a job asks for ${asked} ${what}, and the largest node of \`${partition}\` has ${most}`,
  },
  gpuTypeUnknown: {
    code: 'SLURM106',
    severity: 'error',
    title: 'a GPU type that the partition does not have',
    message: ({ type, partition }) => `the partition \`${partition}\` has no GPUs of type \`${type}\``,
  },
  tooManyJobs: {
    code: 'SLURM107',
    severity: 'error',
    title: 'more jobs than the cluster holds',
    message: ({ jobs, most }) => `the sweep makes ${jobs} jobs, and the cluster holds ${most}`,
  },
  severalArrays: {
    code: 'SLURM108',
    severity: 'warning',
    title: 'more jobs than one array has places for',
    message: ({ jobs, places }) => `the sweep makes ${jobs} jobs, and a job array has places for ${places}`,
  },
  directiveMalformed: {
    code: 'SLURM109',
    severity: 'error',
    title: 'a directive that is no option of sbatch',
    message: ({ directive }) => `\`${directive}\` is no option of sbatch`,
  },
  directiveReserved: {
    code: 'SLURM110',
    severity: 'error',
    title: 'a directive that the job script says itself',
    message: ({ option }) => `\`${option}\` would break what the job script relies on`,
  },
  directiveTyped: {
    code: 'SLURM111',
    severity: 'error',
    title: 'a directive that has an option of its own',
    message: ({ option, typed }) => `\`${option}\` is said by the option \`${typed}\``,
  },
  optionsExclude: {
    code: 'SLURM112',
    severity: 'error',
    title: 'two options that exclude each other',
    message: ({ option, other }) => `\`${option}\` and \`${other}\` exclude each other`,
  },
  signalTooEarly: {
    code: 'SLURM113',
    severity: 'error',
    title: 'a warning that would come before the job begins',
    message: ({ signal, walltime }) =>
      `tasks would be told ${signal} seconds before the end of a job that takes ${walltime}`,
  },
  requeueNeedsSignal: {
    code: 'SLURM114',
    severity: 'error',
    title: '`requeue` without a signal',
    message: () => 'a job that is not told of its end cannot go back to the queue in time',
  },
  nodesWithoutLauncher: {
    code: 'SLURM120',
    severity: 'warning',
    title: 'several nodes, and nothing that starts programs on them',
    message: ({ nodes }) => `a job has ${nodes} nodes, and its program is started on the first alone`,
  },
});
