import { resourceUsage } from '../resource-usage.ts';
import type { SchedulerTraits } from './scheduler.ts';

/** The help of each script, which is also the comment at its top. */

export function jobUsage({ name, submitCommand }: SchedulerTraits): readonly string[] {
  return [
    `${submitCommand} scripts/${name}.sh        submit all tasks that fit into one job array`,
    '',
    `submit-${name}.sh does the same, but submits only the unfinished tasks, in several arrays if necessary.`,
    'Job output, if any, goes to logs/; the output of the tasks goes to tasks/.',
  ];
}

export function submitUsage(
  scheduler: SchedulerTraits,
  hasWorkers: boolean,
  takesQos: boolean,
): readonly string[] {
  const { name, title, submitCommand, abilities, dialect, examples } = scheduler;
  const throttle = abilities.throttles ? ' [--throttle N]' : '';
  const test = dialect.testWords !== '' ? ' [--test-only]' : '';
  return [
    `submit-${name}.sh [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--walltime 08:00:00]${throttle}`,
    `                [--memory 64G] [--cpus N] [--gpus N] [--partition NAME]${takesQos ? ' [--qos NAME]' : ''} [--account NAME]`,
    `                [--individual]${hasWorkers ? ' [--workers N]' : ''} [--hold] [--dependency ${examples.dependency}] [--then SCRIPT]`,
    `                [--lost HOST] [--queued] [--feed]${test} [--dry-run]`,
    '',
    '  --only 1,5-8         only these tasks; with @FILE, those listed in a file',
    "  --where WORDS        only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh",
    '  --failed             only tasks that failed or timed out',
    '  --missing            only tasks that never ran, were cancelled or lost',
    '  --timeout-only       only tasks that timed out',
    '  --walltime 08:00:00  the walltime of a job',
    ...resourceUsage('; --gpus-per-task is the same', takesQos ? 'qos' : 'no qos'),
    ...(abilities.throttles ? ['  --throttle N         at most N jobs at a time'] : []),
    '  --individual         one submission per job instead of job arrays',
    '  --feed               if the queue has no room for all jobs, wait and submit the rest as room becomes available:',
    '                       run it in tmux or with nohup; after an interruption, --feed continues',
    ...(hasWorkers
      ? ['  --workers N          number of workers; submitting again while they run adds more']
      : []),
    '  --hold               submit the jobs on hold',
    `  --dependency SPEC    wait for other jobs; SPEC is in the syntax of ${submitCommand}`,
    '  --then SCRIPT        also submit a job that runs the script after all these jobs have ended',
    '  --lost HOST          treat unfinished tasks of HOST as lost, because the host is gone',
    '  --queued             also tasks that are already waiting in a queue',
    ...(dialect.testWords !== ''
      ? [`  --test-only          ask ${title} whether it would accept the jobs, without submitting them`]
      : []),
    `  --dry-run            print the ${submitCommand} commands, without submitting anything`,
    '',
    'Completed tasks never run again, and no task runs twice at the same time, however often it is submitted.',
    'Submissions are recorded in state/submissions.tsv.',
  ];
}

export function retryUsage({ name }: SchedulerTraits): readonly string[] {
  return [
    `retry-${name}.sh SUBMISSION`,
    '',
    `submit-${name}.sh submits a job that runs this script after all jobs of a submission have ended. SUBMISSION is the`,
    'last part of the file name state/retry_SUBMISSION. `retry` in the sweep file sets which failures are retried, with',
    'how much more memory or time, and how many times.',
  ];
}

export function queueUsage({ name, title, examples, dialect }: SchedulerTraits): readonly string[] {
  return [
    `queue-${name}.sh [--all] [--max-age SECONDS] [--users NAME,NAME] [SWEEP_DIRECTORY…]`,
    `queue-${name}.sh --cancel JOB…`,
    `queue-${name}.sh [--max-age SECONDS] --ended JOB…`,
    ...(dialect.tellsCosts ? [`queue-${name}.sh --costs <NUMBERS`] : []),
    '',
    '  --all              also jobs that belong to none of these sweeps',
    `  --max-age SECONDS  use the answer cached in state/queue/ if it is at most this old, instead of querying ${title}`,
    "  --users NAME,NAME  also look for jobs of these users, in addition to the sweep's owner and everyone who submitted",
    `  --cancel JOB…      cancel jobs of this sweep, named as in the output: ${name}/CLUSTER/USER:${examples.job}`,
    `  --ended JOB…       show how these jobs of this sweep ended, as far as ${title} knows`,
    ...(dialect.tellsCosts
      ? [
          '  --costs            show the CPU time and peak memory of jobs, from the accounting; reads their numbers, one per line',
        ]
      : []),
    '',
    'Prints tab-separated lines, for status.sh, cancel.sh and hsm queue:',
    `  answered PLACE TIME   a place whose jobs are all listed, and when ${title} was queried; a place is ${name}/CLUSTER/USER`,
    '  SWEEP JOB STATE SCHEDULER-STATE FIRST-TASK LAST-TASK LIST NAME WHERE',
    '  gone JOB STATE FIRST-TASK LAST-TASK LIST NAME REASON   with --max-age: a job that ended before its script began',
    '  ended JOB STATE REASON                                 with --ended',
    ...(dialect.tellsCosts
      ? ['  JOB START END CPU-SECONDS PEAK-MIB                     with --costs; - for unknown values']
      : []),
    `Exit code: 0, or 75 if ${title} is not installed or not responding.`,
  ];
}

export function probeUsage({ name }: SchedulerTraits): readonly string[] {
  return [`probe-${name}.sh    print \`targets.${name}.limits\` for hsm_config.yaml`];
}
