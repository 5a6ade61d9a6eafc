export const remoteUsage: readonly string[] = [
  'remote.sh [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--walltime 90m] [--throttle N] [--lost HOST]',
  '          [--dry-run]                      push and start, and return at once',
  'remote.sh run [the same]                   push, start, show how it goes, pull; Ctrl-C leaves the tasks alone',
  'remote.sh push                             send the code, where it has changed, and the scripts',
  'remote.sh start [the same]                 start the tasks with what was pushed last',
  'remote.sh status                           how it goes, as status.sh',
  'remote.sh logs [--follow]                  what the driver said there',
  'remote.sh pull                             bring results: what is new or has changed',
  'remote.sh stop                             end the tasks, as cancel.sh',
  'remote.sh clean [--force]                  remove the sweep there, if nothing runs and all was pulled',
  '',
  '  --only 1,5-8     only these tasks; with @FILE, those that a file lists',
  "  --where WORDS    only those with these values, as 'lr=0.01 model=cnn,mlp'; see select.sh",
  '  --failed         only tasks that failed or ran out of time',
  '  --missing        only tasks that never ran, or were cut off',
  '  --timeout-only   only tasks that ran out of time',
  '  --walltime 90m   stop a task that runs for longer',
  '  --throttle N     how many tasks at a time; --jobs is the same',
  '  --lost HOST      take over what HOST left unfinished: the host is gone',
  '  --dry-run        say which tasks would run, and run none',
  '',
  'The machine needs bash, an SSH server and rsync, or tar in its place; this side ssh with a key that needs no',
  'question. status.sh, errors.sh, resume.sh, cancel.sh and collect.sh work as with any other sweep.',
];

export const queueUsage: readonly string[] = [
  'queue-remote.sh [--max-age SECONDS] [SWEEP_DIRECTORY…]',
  'queue-remote.sh --cancel JOB…',
  'queue-remote.sh --ended JOB…',
  '',
  '  --max-age N      an answer of the last N seconds will do',
  '  --cancel         end jobs, as this lists them',
  '  --ended          print how jobs ended',
  '',
  'Each time the machine is asked, the journals here are brought up to date. With --all and --users, which other queue scripts',
  'take, it prints the same. Exit status: 75 where the machine does not answer.',
];

export const thereUsage: readonly string[] = [
  'remote-there.sh ROOT KEY SWEEP VERB [ARGUMENT…]',
  '',
  'remote.sh sends this file to bash on the machine, over standard input and with its arguments before it.',
];
