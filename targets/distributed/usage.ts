export const distributedUsage: readonly string[] = [
  'distributed.sh [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--walltime 90m] [--retries N] [--lost MACHINE]',
  '               [--patience SECONDS] [--no-progress] [--detach] [--dry-run]',
  '',
  '  --only 1,5-8     only these tasks; with @FILE, those that a file lists',
  "  --where WORDS    only those with these values, as 'lr=0.01 model=cnn,mlp'; see select.sh",
  '  --failed         only tasks that failed or ran out of time',
  '  --missing        only tasks that never ran, or were cut off',
  '  --timeout-only   only tasks that ran out of time',
  '  --walltime 90m   stop a task that runs for longer; --timeout is the same',
  '  --retries N      run a task that fails up to N more times',
  '  --lost MACHINE   this machine is gone: what it had runs elsewhere',
  '  --patience N     how long a machine may be silent before it is taken for lost, in seconds',
  '  --no-progress    one line per task instead of a progress bar',
  '  --detach         go on when this shell ends',
  '  --dry-run        say which tasks would run, and run none',
  '',
  'Sends the sweep to each machine once and gives it as many tasks at a time as the settings say. What runs there goes on when',
  'this ends, by whatever way; started again, this waits for it and takes over its results.',
];

export const runUsage: readonly string[] = [
  'run-there.sh SLOT TASK ATTEMPT TIMEOUT GRACE',
  'run-there.sh --slot SLOT',
  '',
  'A worker of distributed.sh runs this in the place of a program: it starts the task on the machine of the slot, waits for',
  'it, brings what it has left, and ends with its exit code; with 75 where the machine is lost. With --slot it says which',
  'machine that is, and by which name the machine knows the slot.',
];

export const queueUsage: readonly string[] = [
  'queue-distributed.sh [--max-age SECONDS] [SWEEP_DIRECTORY…]',
  'queue-distributed.sh --cancel JOB…',
  '',
  '  --max-age N      an answer of the last N seconds will do',
  '  --cancel         end tasks, as this lists them',
  '',
  'With --all, --users and --ended, which other queue scripts take, it adds nothing. Exit status: 75 where no machine answers.',
];

export const thereUsage: readonly string[] = [
  'distributed-there.sh ROOT KEY SWEEP VERB [ARGUMENT…]',
  '',
  'The scripts here send this file to bash on each machine, over standard input and with its arguments before it.',
];
