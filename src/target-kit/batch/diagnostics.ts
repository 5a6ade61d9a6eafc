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
  readonly unsupported: { readonly what: string };
  readonly nodesWithoutLauncher: { readonly nodes: number };
  readonly packedNodes: { readonly nodes: number; readonly tasks: number };
  readonly mixedJobs: { readonly option: string };
  readonly foreignLauncher: { readonly launcher: string };
}

export type BatchDiagnostics = DiagnosticsOf<BatchMessages>;

/**
 * What is wrong with the options of a scheduler's target, or more than the cluster takes. A number means the same for
 * every scheduler, after a prefix of its own. So each has one page, `docs/diagnostics/batch/NUMBER.md`.
 */
export function batchDiagnostics(words: SchedulerWords): BatchDiagnostics {
  const { title, submitCommand, queue: kind } = words;
  const of = ofScheduler(words);
  return defineDiagnostics<BatchMessages>({
    unreadableAmount: {
      ...of(101, 'error', 'an amount that cannot be read'),
      message: ({ option, what }) => `\`${option}\` is not ${what}`,
    },
    unsafeText: {
      ...of(102, 'error', `a text that ${submitCommand} would misread`),
      message: ({ option }) => `\`${option}\` is not one word that ${submitCommand} takes`,
    },
    queueUnknown: {
      ...of(103, 'error', `a ${kind} that the cluster does not have`),
      message: ({ queue }) => `the cluster has no ${kind} \`${queue}\``,
    },
    walltimeTooLong: {
      ...of(104, 'error', `a walltime beyond that of the ${kind}`),
      message: ({ asked, most, queue }) =>
        `a job asks for ${asked}, and the ${kind} \`${queue}\` takes at most ${most}`,
    },
    moreThanANode: {
      ...of(105, 'error', `more than a node of the ${kind} has`),
      message: ({ what, asked, most, queue }) =>
        `a job asks for ${asked} ${what}, and the largest node of \`${queue}\` has ${most}`,
    },
    gpuTypeUnknown: {
      ...of(106, 'error', `a GPU type that the ${kind} does not have`),
      message: ({ type, queue }) => `the ${kind} \`${queue}\` has no GPUs of type \`${type}\``,
    },
    tooManyJobs: {
      ...of(107, 'error', 'more jobs than the cluster holds'),
      message: ({ jobs, most }) => `the sweep makes ${jobs} jobs, and the cluster holds ${most}`,
    },
    severalArrays: {
      ...of(108, 'warning', 'more jobs than one array has places for'),
      message: ({ jobs, places }) => `the sweep makes ${jobs} jobs, and a job array has places for ${places}`,
    },
    directiveMalformed: {
      ...of(109, 'error', `a directive that is no option of ${submitCommand}`),
      message: ({ directive }) => `\`${directive}\` is no option of ${submitCommand}`,
    },
    directiveReserved: {
      ...of(110, 'error', 'a directive that the job script says itself'),
      message: ({ option }) => `\`${option}\` would break what the job script relies on`,
    },
    directiveTyped: {
      ...of(111, 'error', 'a directive that has an option of its own'),
      message: ({ option, typed }) => `\`${option}\` is set through \`${typed}\``,
    },
    optionsExclude: {
      ...of(112, 'error', 'two options that exclude each other'),
      message: ({ option, other }) => `\`${option}\` and \`${other}\` exclude each other`,
    },
    signalTooEarly: {
      ...of(113, 'error', 'a warning that would come before the job begins'),
      message: ({ signal, walltime }) =>
        `tasks would be warned ${signal} seconds before the end of a job that takes ${walltime}`,
    },
    requeueNeedsSignal: {
      ...of(114, 'error', '`requeue` without a signal'),
      message: () => 'a job that is not warned of its end cannot go back to the queue in time',
    },
    unsupported: {
      ...of(115, 'error', `something that ${title} does not support`),
      message: ({ what }) => `${title} does not support ${what}`,
    },
    nodesWithoutLauncher: {
      ...of(120, 'warning', 'several nodes, and nothing that starts programs on them'),
      message: ({ nodes }) => `a job has ${nodes} nodes, and its program is started on the first alone`,
    },
    packedNodes: {
      ...of(121, 'error', 'several nodes for tasks that share a job'),
      message: ({ nodes, tasks }) =>
        `a job runs ${tasks} tasks at a time, and each of them asks for ${nodes} nodes`,
    },
    mixedJobs: {
      ...of(123, 'error', 'a job for tasks of several classes of resources'),
      message: ({ option }) => `with \`${option}\` a job would have tasks that ask for different resources`,
    },
    foreignLauncher: {
      ...of(122, 'error', 'a launcher of another scheduler'),
      message: ({ launcher }) => `\`${launcher}\` starts nothing in a job of ${title}`,
    },
  });
}

/** What all kinds of a scheduler have: their codes begin with its prefix, and their pages are filled with its words. */
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
