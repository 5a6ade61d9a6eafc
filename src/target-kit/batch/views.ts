import { jobLaunchers } from '../../plan/launchers.ts';
import type { Plan } from '../../plan/plan.ts';
import type { RetryRule } from '../../plan/run-settings.ts';
import { quote } from '../../shell/shell-word.ts';
import { stopView } from '../stop-view.ts';
import { type BatchJob, jobScript, rangeOf } from './job.ts';
import { configuredArrayLength } from './layout.ts';
import type { SchedulerTraits } from './scheduler.ts';

/** Seconds reserved to record a task that was asked to end. */
const FOR_THE_RECORD = 10;

/** The view that all four scripts share: the scheduler, its abilities, and the sweep. */
export function commonView(scheduler: SchedulerTraits, job: BatchJob): object {
  const { plan, layout } = job;
  const { name, title, submitCommand, queue, abilities, dialect, examples } = scheduler;
  const { indexes, refusals, sharesSteps, environment, identity, ...flags } = dialect;
  const server = environment?.server ?? [];
  const [launcher = ''] = plan.resources.launcher ?? [];
  return {
    scheduler: name,
    // `title` is that of a script.
    system: title,
    submitCommand,
    queueWord: queue,
    dependencyExample: examples.dependency,
    ...flags,
    environmentPrefix: environment?.prefix ?? '',
    serverPatterns: inLines(server, ' | ', '        '),
    serverValues: inLines(
      server.map((name) => `"\${${name}-}"`),
      ' ',
      '    ',
    ),
    environmentMore: [...(environment?.more ?? []), 'HSM_SUBMISSION'].join(' '),
    identityOption: identity?.option ?? '',
    identityPrints: identity?.prints ?? '',
    identityPrintsNot: identity?.printsNot ?? '',
    fullPatterns: casePatterns(refusals.full),
    passingPatterns: casePatterns(refusals.passing),
    tellsFull: refusals.tellsFull,
    sharesSteps: sharesSteps && (layout.parallelPerJob > 1 || jobLaunchers.includes(launcher)),
    // A job with ranks has the CPUs of each, any other job those of all its tasks together.
    dividesCpus: plan.resources.ranks === null,
    listsIndexes: indexes === 'list',
    needsTwo: indexes === 'range-of-two-or-more',
    requeues: abilities.requeues,
    throttles: abilities.throttles,
    ...partsView(job),
    count: plan.count,
    tasksPerJob: layout.tasksPerJob,
    workers: layout.workers,
  };
}

/** The first element of each class of resources, among the elements of all arrays; none without classes. */
function partsView(job: BatchJob): object {
  const parts = [job, ...job.others].filter(({ part }) => part !== null);
  const offsets = parts.map(({ part, layout }) => {
    const range = part && rangeOf(part);
    return range === null ? '-' : (range.first - 1) / layout.tasksPerJob;
  });
  return {
    hasParts: parts.length > 0,
    // Workers of a class have their own list, so with several classes they are never chosen from one.
    addsArrays: parts.length === 0 || job.layout.workers !== null,
    chunksLists: parts.length === 0 || job.layout.workers === null,
    partOffsets: offsets.join(' '),
  };
}

/** Patterns of bash's `case` for texts that contain these. */
function casePatterns(texts: readonly string[]): string {
  return inLines(
    texts.map((text) => `*${text.split('*').map(quote).join('*')}*`),
    ' | ',
    '      ',
  );
}

/** Words joined by a separator, four per line. */
function inLines(words: readonly string[], separator: string, indent: string): string {
  const lines = words.flatMap((_, index) =>
    index % 4 === 0 ? [words.slice(index, index + 4).join(separator)] : [],
  );
  return lines.join(`${separator}\\\n${indent}`);
}

export function jobView(scheduler: string, job: BatchJob, directives: readonly string[]): object {
  const { plan, options, layout, part } = job;
  const range = part && rangeOf(part);
  // If it is submitted by hand, an element has to find out which of its tasks belong to its class.
  const scattered = part !== null && range === null;
  const { elements, arrayLength, parallelPerJob, signal } = layout;
  const severalSlots = parallelPerJob > 1;
  return {
    directives,
    jobScript: jobScript(scheduler, job),
    // For a class that is not at the beginning of the sweep; a submission sets it anyway.
    firstOffset: range === null ? 0 : (range.first - 1) / layout.tasksPerJob,
    scattered,
    classNumber: part?.number ?? 0,
    sharesClass: part !== null && (scattered || layout.workers !== null),
    firstTask: range?.first ?? 1,
    lastTask: range?.last ?? 0,
    sourceDigest: plan.source.sha256,
    packs: layout.workers === null,
    parallelPerJob,
    severalSlots,
    gpusPerTask: plan.resources.gpus,
    sharesGpus: severalSlots && (plan.resources.gpus ?? 0) > 0,
    sharedElements: elements > arrayLength ? arrayLength : 0,
    sharesTasks: layout.workers !== null || elements > arrayLength,
    jobWalltime: layout.jobWalltime,
    taskTimeout: layout.taskTimeout,
    claimMargin: layout.claimMargin ?? 'auto',
    signal,
    warnedFor: Math.max(1, signal - options.grace - FOR_THE_RECORD),
    grace: options.grace,
    requeue: options.requeue === true,
    maxRequeues: options.max_requeues,
  };
}

export function submitView({ plan, options }: BatchJob, scheduler: SchedulerTraits): object {
  return {
    snapshots: plan.code !== undefined,
    limitArrayLength: configuredArrayLength(options, scheduler.arrays) ?? 0,
    throttle: options.array_throttle ?? 0,
    ...stopView(plan),
    retries: plan.retry !== undefined,
    memoryTimes: plan.retry?.out_of_memory?.times ?? 0,
    timeoutTimes: plan.retry?.timeout?.times ?? 0,
  };
}

/** Factors in thousandths; 0 if there is no bound, or no such cause. */
export function retryView({ out_of_memory: memory, timeout }: NonNullable<Plan['retry']>): object {
  const of = (rule: RetryRule | undefined) => ({
    factor: Math.round((rule?.factor ?? 1) * 1000),
    most: rule?.up_to ?? 0,
    times: rule?.times ?? 0,
  });
  const [first, second] = [of(memory), of(timeout)];
  return {
    memoryFactor: first.factor,
    memoryMost: first.most,
    memoryTimes: first.times,
    timeoutFactor: second.factor,
    timeoutMost: second.most,
    timeoutTimes: second.times,
  };
}
