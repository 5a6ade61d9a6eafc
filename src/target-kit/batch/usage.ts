import { resourceUsage } from '../resource-usage.ts';
import type { SchedulerTraits } from './scheduler.ts';

/** The help of each script, which is the comment at its top. */

export function jobUsage({ name, submitCommand }: SchedulerTraits): readonly string[] {
  return [
    `${submitCommand} scripts/${name}.sh        submit all tasks, as far as one job array has places`,
    '',
    `submit-${name}.sh submits it too: in several arrays where one does not do, and only what is not completed.`,
    'What a job says is in logs/, where it says something; what the tasks say is in tasks/.',
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
    '  --only 1,5-8         only these tasks; with @FILE, those that a file lists',
    "  --where WORDS        only those with these values, as 'lr=0.01 model=cnn,mlp'; see select.sh",
    '  --failed             only tasks that failed or ran out of time',
    '  --missing            only tasks that never ran, or were cut off',
    '  --timeout-only       only tasks that ran out of time',
    '  --walltime 08:00:00  the walltime of a job',
    ...resourceUsage('; --gpus-per-task is the same', takesQos ? 'qos' : 'no qos'),
    ...(abilities.throttles ? ['  --throttle N         at most N jobs at a time'] : []),
    '  --individual         one submission per job instead of job arrays',
    '  --feed               where there is no place for all jobs, wait and submit the rest as places become free:',
    '                       run it in tmux, or with nohup; after an interruption, --feed again goes on',
    ...(hasWorkers
      ? ['  --workers N          how many workers; running it again while they work adds more']
      : []),
    '  --hold               the jobs wait until they are released',
    `  --dependency SPEC    as of ${submitCommand}: the jobs wait for others`,
    '  --then SCRIPT        a job that runs the script when all these have ended',
    '  --lost HOST          take over what HOST left unfinished: the host is gone',
    '  --queued             also tasks that wait in a queue already',
    ...(dialect.testWords !== ''
      ? [`  --test-only          ask ${title} whether it would take the jobs, and submit nothing`]
      : []),
    `  --dry-run            print the ${submitCommand} commands, and submit nothing`,
    '',
    'Completed tasks are never run again, and no task runs twice at a time, however often it is submitted.',
    'What was submitted is in state/submissions.tsv.',
  ];
}

export function queueUsage({ name, title, examples }: SchedulerTraits): readonly string[] {
  return [
    `queue-${name}.sh [--all] [--max-age SECONDS] [--users NAME,NAME] [SWEEP_DIRECTORY…]`,
    `queue-${name}.sh --cancel JOB…`,
    `queue-${name}.sh [--max-age SECONDS] --ended JOB…`,
    '',
    '  --all              also jobs that are of none of these sweeps',
    `  --max-age SECONDS  an answer that is kept in state/queue/ and not older will do: ${title} need not be asked again`,
    '  --users NAME,NAME  also these users may have jobs of the sweep; its owner and who submitted are known',
    `  --cancel JOB…      cancel jobs of this sweep, as the lines call them: ${name}/CLUSTER/USER:${examples.job}`,
    `  --ended JOB…       what became of these jobs of this sweep, as far as ${title} knows`,
    '',
    'Prints, with tabs between, for status.sh, cancel.sh and hsm queue:',
    `  answered PLACE TIME   whose jobs are told completely, and when ${title} was asked; a place is ${name}/CLUSTER/USER`,
    `  SWEEP JOB STATE ${title.toUpperCase()}'S-STATE FIRST-TASK LAST-TASK LIST NAME WHERE`,
    '  gone JOB STATE FIRST-TASK LAST-TASK LIST NAME REASON   with --max-age: a job that ended before its script began',
    '  ended JOB STATE REASON                                 with --ended',
    `Exit status: 0, or 75 when ${title} is not here or does not answer.`,
  ];
}

export function probeUsage({ name }: SchedulerTraits): readonly string[] {
  return [`probe-${name}.sh    print \`targets.${name}.limits\` for hsm_config.yaml`];
}
