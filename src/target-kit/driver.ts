/** Options of a driver that other parts pass on to it. */
export type DriverOption =
  | SelectionOption
  | ResourceOption
  /** How many tasks at a time: of one that runs them, and of one that submits jobs. */
  | '--jobs'
  | '--throttle'
  /** One submission per job instead of job arrays. */
  | '--individual'
  | '--show-output'
  | '--no-progress'
  /** Go on when the shell ends that it was started from. */
  | '--detach';

/** What a task is to ask for in the place of what the sweep says. The GPUs of a machine have the name `--gpus` in some. */
type ResourceOption = '--memory' | '--cpus' | '--gpus-per-task' | '--partition' | '--qos' | '--account';

type SelectionOption =
  | '--only'
  | '--failed'
  | '--missing'
  | '--timeout-only'
  | '--walltime'
  | '--lost'
  | '--dry-run';

/** What `resume.sh` passes on, whatever driver it chose: every driver takes these. */
export const selectionOptions: readonly SelectionOption[] = [
  '--only',
  '--failed',
  '--missing',
  '--timeout-only',
  '--walltime',
  '--lost',
  '--dry-run',
];

/** What drivers take that can ask for all resources. */
export const resourceOptions: readonly ResourceOption[] = [
  '--memory',
  '--cpus',
  '--gpus-per-task',
  '--partition',
  '--qos',
  '--account',
];

/** The emitted script that starts a target's work, as resume, the README, `hsm run` and `hsm sweep` know it. */
export interface Driver {
  /** Relative to the sweep directory. */
  readonly script: string;
  /** Whether it hands the tasks to a scheduler and ends; one that does not runs them on this terminal. */
  readonly submits: boolean;
  readonly takes: readonly DriverOption[];
}
