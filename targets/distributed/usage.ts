export const distributedUsage: readonly string[] = [
  'distributed.sh [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--walltime 90m] [--retries N] [--lost MACHINE]',
  '               [--patience SECONDS] [--no-progress] [--detach] [--dry-run]',
  '',
  '  --only 1,5-8     only these tasks; with @FILE, those listed in a file',
  "  --where WORDS    only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh",
  '  --failed         only tasks that failed or timed out',
  '  --missing        only tasks that never ran, were cancelled or lost',
  '  --timeout-only   only tasks that timed out',
  '  --walltime 90m   stop a task that runs longer; same as --timeout',
  '  --retries N      rerun a failed task up to N times',
  "  --lost MACHINE   run this machine's tasks elsewhere, because it is gone",
  '  --patience N     seconds of silence after which a machine counts as lost',
  '  --no-progress    one line per task instead of a progress bar',
  '  --detach         keep running after this shell exits',
  '  --dry-run        show which tasks would run, without running them',
  '',
  'Sends the sweep to each machine once and gives it as many tasks at a time as configured. The tasks keep running when',
  'this script ends for any reason; if started again, it waits for them and collects their results.',
];

export const runUsage: readonly string[] = [
  'run-there.sh SLOT TASK ATTEMPT TIMEOUT GRACE',
  'run-there.sh --slot SLOT',
  '',
  'A worker of distributed.sh runs this instead of a program: it starts the task on the machine of the slot, waits for',
  'it, fetches its files, and exits with its exit code, or with 75 if the machine is lost. With --slot it prints the',
  "slot's machine, and the machine's name for the slot.",
];

export const queueUsage: readonly string[] = [
  'queue-distributed.sh [--max-age SECONDS] [SWEEP_DIRECTORY…]',
  'queue-distributed.sh --cancel JOB…',
  '',
  '  --max-age N      use an answer that is at most N seconds old',
  '  --cancel         stop tasks, named as in the output',
  '',
  '--all, --users and --ended are accepted, as in other queue scripts, but have no effect. Exit code: 75 if no machine is responding.',
];

export const thereUsage: readonly string[] = [
  'distributed-there.sh ROOT KEY SWEEP VERB [ARGUMENT…]',
  '',
  'The other scripts send this file to bash on each machine, over standard input, preceded by its arguments.',
];
