/** Options of a driver that other parts pass on to it. */
export type DriverOption =
  | SelectionOption
  | ResourceOption
  /** The option for the number of tasks that run at a time: of a driver that runs them, or of one that submits jobs. */
  | '--jobs'
  | '--throttle'
  /** One submission per job instead of job arrays. */
  | '--individual'
  | '--show-output'
  | '--no-progress'
  /** Keep running when the shell that started it ends. */
  | '--detach';

/** The resources per task that replace the sweep's. In some drivers `--gpus` means the GPUs of the machine. */
type ResourceOption = '--memory' | '--cpus' | '--gpus-per-task' | '--partition' | '--qos' | '--account';

type SelectionOption =
  | '--only'
  | '--failed'
  | '--missing'
  | '--timeout-only'
  | '--walltime'
  | '--lost'
  | '--dry-run';

/** The options that `resume.sh` passes on to any driver: every driver accepts these. */
export const selectionOptions: readonly SelectionOption[] = [
  '--only',
  '--failed',
  '--missing',
  '--timeout-only',
  '--walltime',
  '--lost',
  '--dry-run',
];

/** The options of drivers that can request all resources. */
export const resourceOptions: readonly ResourceOption[] = [
  '--memory',
  '--cpus',
  '--gpus-per-task',
  '--partition',
  '--qos',
  '--account',
];

/** The emitted script that starts a target's work, used by `resume.sh`, the README, `hsm run` and `hsm sweep`. */
export interface Driver {
  /** Relative to the sweep directory. */
  readonly script: string;
  /** Whether it hands the tasks to a scheduler and ends; otherwise it runs them on this terminal. */
  readonly submits: boolean;
  readonly takes: readonly DriverOption[];
}
