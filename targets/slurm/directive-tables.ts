const onSubmission = 'pass it to submit-slurm.sh';
const bySlurm = 'remove it: each job opens its own log in logs/';

/** Options that the job script and submit-slurm.sh set themselves or rely on, with what to do instead. */
export const reserved: Readonly<Record<string, string>> = {
  '--array': 'use `tasks_per_job`, `workers`, `array_throttle`, or `--only` of submit-slurm.sh',
  '--output': bySlurm,
  '--error': bySlurm,
  '--input': 'remove it: programs have no standard input',
  '--open-mode': bySlurm,
  '--job-name': 'remove it: submit-slurm.sh gives each submission a unique name to find it again',
  '--parsable': 'remove it: submit-slurm.sh sets it',
  '--wrap': 'remove it: the job script is the job',
  '--chdir': 'set HSM_PROJECT_DIR when you submit, if the project is elsewhere',
  '--signal': 'use `signal`, in seconds',
  '--requeue': 'use `requeue: true`',
  '--no-requeue': 'use `requeue: false`',
  '--hold': onSubmission,
  '--dependency': onSubmission,
  '--test-only': onSubmission,
  '--wait': 'remove it: use status.sh --watch',
  '--export': 'remove it: use `environment.variables`',
  '--export-file': 'remove it: use `environment.variables`',
  '--get-user-env': 'remove it: use `environment.setup`',
  '--ntasks': 'remove it: a job is one Slurm task; use `nodes` and srun for programs with several processes',
  '--quiet': 'remove it: submit-slurm.sh needs the job ID',
  '--help': 'remove it',
  '--usage': 'remove it',
  '--version': 'remove it',
  '--clusters': 'remove it: submit on the intended cluster',
};

/** Options of sbatch that the target sets from an option or a resource. */
export const typed: Readonly<Record<string, string>> = {
  '--time': 'walltime',
  '--cpus-per-task': 'cpus_per_task',
  '--mem': 'mem',
  '--mem-per-cpu': 'mem_per_cpu',
  '--gpus': 'gpus',
  '--gpus-per-node': 'gpus',
  '--gpus-per-socket': 'gpus',
  '--gpus-per-task': 'gpus',
  '--nodes': 'resources.nodes',
  '--partition': 'partition',
  '--qos': 'qos',
  '--account': 'account',
  '--constraint': 'constraint',
  '--reservation': 'reservation',
  '--exclude': 'exclude',
  '--nice': 'nice',
  '--mail-user': 'mail.user',
  '--mail-type': 'mail.events',
  '--container': 'container',
};
