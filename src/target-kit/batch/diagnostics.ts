import { type DiagnosticsOf, defineDiagnostics } from '../../diagnostics/define.ts';
import type { DiagnosticKind } from '../../diagnostics/diagnostic.ts';
import type { SchedulerWords } from './scheduler.ts';

/** The parameters of each message. */
interface BatchMessages {
  readonly unreadableAmount: { readonly option: string; readonly what: string };
  readonly unsafeText: { readonly option: string };
  readonly queueUnknown: { readonly queue: string };
  readonly walltimeTooLong: { readonly asked: string; readonly most: string; readonly queue: string };
  readonly moreThanANode: {
    readonly what: string;
    readonly asked: string;
    readonly most: string;
    readonly queue: string;
  };
  readonly gpuTypeUnknown: { readonly type: string; readonly queue: string };
  readonly tooManyJobs: { readonly jobs: number; readonly most: number };
  readonly severalArrays: { readonly jobs: number; readonly places: number };
  readonly directiveMalformed: { readonly directive: string };
  readonly directiveReserved: { readonly option: string };
  readonly directiveTyped: { readonly option: string; readonly typed: string };
  readonly optionsExclude: { readonly option: string; readonly other: string };
  readonly signalTooEarly: { readonly signal: number; readonly walltime: string };
  readonly requeueNeedsSignal: Record<never, never>;
  readonly unusedMaxRequeues: Record<never, never>;
  readonly unsupported: { readonly what: string };
  readonly nodesWithoutLauncher: { readonly nodes: number };
  readonly packedNodes: { readonly nodes: number; readonly tasks: number };
  readonly mixedJobs: { readonly option: string };
  readonly foreignLauncher: { readonly launcher: string };
  readonly retryOfNothing: { readonly resource: string };
  readonly retryBound: { readonly asked: string; readonly most: string };
}

export type BatchDiagnostics = DiagnosticsOf<BatchMessages>;

/**
 * Mistakes in the options of a scheduler's target, and requests beyond the limits of the cluster. A code is the
 * scheduler's own prefix and a number that means the same for every scheduler. So each number has one page,
 * `docs/diagnostics/batch/NUMBER.md`.
 */
export function batchDiagnostics(words: SchedulerWords): BatchDiagnostics {
  const { title, submitCommand, queue: kind } = words;
  const of = ofScheduler(words);
  return defineDiagnostics<BatchMessages>({
    unreadableAmount: {
      ...of(101, 'error', 'invalid amount'),
      message: ({ option, what }) => `\`${option}\` is not ${what}`,
    },
    unsafeText: {
      ...of(102, 'error', `text that ${submitCommand} would misread`),
      message: ({ option }) => `\`${option}\` is not a single word that ${submitCommand} accepts`,
    },
    queueUnknown: {
      ...of(103, 'error', `unknown ${kind}`),
      message: ({ queue }) => `the cluster has no ${kind} \`${queue}\``,
    },
    walltimeTooLong: {
      ...of(104, 'error', `walltime beyond the limit of the ${kind}`),
      message: ({ asked, most, queue }) =>
        `a job requests ${asked}, but the ${kind} \`${queue}\` allows at most ${most}`,
    },
    moreThanANode: {
      ...of(105, 'error', `request beyond the largest node of the ${kind}`),
      message: ({ what, asked, most, queue }) =>
        `a job requests ${asked} ${what}, but the largest node of \`${queue}\` has ${most}`,
    },
    gpuTypeUnknown: {
      ...of(106, 'error', `GPU type unknown in the ${kind}`),
      message: ({ type, queue }) => `the ${kind} \`${queue}\` has no GPUs of type \`${type}\``,
    },
    tooManyJobs: {
      ...of(107, 'error', 'too many jobs for the cluster'),
      message: ({ jobs, most }) => `the sweep needs ${jobs} jobs, but the cluster allows at most ${most}`,
    },
    severalArrays: {
      ...of(108, 'warning', 'too many jobs for one array'),
      message: ({ jobs, places }) =>
        `the sweep needs ${jobs} jobs, but a job array can contain at most ${places}`,
    },
    directiveMalformed: {
      ...of(109, 'error', `directive that is not an option of ${submitCommand}`),
      message: ({ directive }) => `\`${directive}\` is not an option of ${submitCommand}`,
    },
    directiveReserved: {
      ...of(110, 'error', 'reserved directive'),
      message: ({ option }) => `\`${option}\` conflicts with the job script`,
    },
    directiveTyped: {
      ...of(111, 'error', 'directive that has its own option'),
      message: ({ option, typed }) => `\`${option}\` is set through \`${typed}\``,
    },
    optionsExclude: {
      ...of(112, 'error', 'mutually exclusive options'),
      message: ({ option, other }) => `\`${option}\` and \`${other}\` cannot be combined`,
    },
    signalTooEarly: {
      ...of(113, 'error', 'warning time longer than the walltime'),
      message: ({ signal, walltime }) =>
        `tasks would be warned ${signal} seconds before the end of a job whose walltime is ${walltime}`,
    },
    requeueNeedsSignal: {
      ...of(114, 'error', '`requeue` without a signal'),
      message: () => 'a job cannot requeue itself in time without a warning before its end',
    },
    unusedMaxRequeues: {
      ...of(126, 'warning', '`max_requeues` without `requeue`'),
      message: () => '`max_requeues` has no effect: the jobs do not requeue themselves',
    },
    unsupported: {
      ...of(115, 'error', `feature that ${title} does not support`),
      message: ({ what }) => `${title} does not support ${what}`,
    },
    nodesWithoutLauncher: {
      ...of(120, 'warning', 'several nodes without a launcher'),
      message: ({ nodes }) => `a job has ${nodes} nodes, but its program only starts on the first`,
    },
    packedNodes: {
      ...of(121, 'error', 'several nodes for tasks that share a job'),
      message: ({ nodes, tasks }) =>
        `a job runs ${tasks} tasks at a time, but each of them requests ${nodes} nodes`,
    },
    mixedJobs: {
      ...of(123, 'error', 'job with several classes of resources'),
      message: ({ option }) => `with \`${option}\`, a job would contain tasks with different resources`,
    },
    retryOfNothing: {
      ...of(124, 'error', 'retry with more of a resource that is not requested'),
      message: ({ resource }) => `\`retry\` increases the ${resource}, but the sweep does not set it`,
    },
    retryBound: {
      ...of(125, 'error', 'retry with no more than the first attempt'),
      message: ({ asked, most }) =>
        `\`retry\` requests at most ${most}, but the first attempt already requests ${asked}`,
    },
    foreignLauncher: {
      ...of(122, 'error', 'launcher of another scheduler'),
      message: ({ launcher }) => `\`${launcher}\` does not work in ${title} jobs`,
    },
  });
}

/** The diagnostics of a scheduler: their codes begin with its prefix, and their pages are filled with its words. */
function ofScheduler(words: SchedulerWords) {
  const { name, prefix, title, submitCommand, directive, queue, examples } = words;
  const fill = {
    name,
    scheduler: title,
    submitCommand,
    directive,
    queue,
    queues: `${queue}s`,
    example: examples.directive,
    malformed: examples.malformed,
    reserved: examples.reserved,
    typed: examples.typed,
  };
  return (
    number: number,
    severity: DiagnosticKind['severity'],
    problem: string,
  ): Omit<DiagnosticKind<never>, 'message'> => ({
    code: `${prefix}${number}`,
    severity,
    title: problem,
    page: { file: `batch/${number}.md`, addition: `batch/${number}.${name}.md`, words: fill },
  });
}
