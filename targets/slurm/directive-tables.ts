const onSubmission = 'say it to submit-slurm.sh';
const bySlurm = 'leave it out: each job opens a log of its own in logs/';

/** Options that the job script and submit-slurm.sh say themselves or rely on, with what to do instead. */
export const reserved: Readonly<Record<string, string>> = {
  '--array': 'use `tasks_per_job`, `workers`, `array_throttle`, or `--only` of submit-slurm.sh',
  '--output': bySlurm,
  '--error': bySlurm,
  '--input': 'leave it out: programs have no standard input',
  '--open-mode': bySlurm,
  '--job-name': 'leave it out: submit-slurm.sh gives each submission a name, by which it finds it again',
  '--parsable': 'leave it out: submit-slurm.sh says it',
  '--wrap': 'leave it out: the job script is the job',
  '--chdir': 'set HSM_PROJECT_DIR when you submit, if the project lies elsewhere',
  '--signal': 'use `signal`, in seconds',
  '--requeue': 'use `requeue: true`',
  '--no-requeue': 'use `requeue: false`',
  '--hold': onSubmission,
  '--dependency': onSubmission,
  '--test-only': onSubmission,
  '--wait': 'leave it out: use status.sh --watch',
  '--export': 'leave it out: use `environment.variables`',
  '--export-file': 'leave it out: use `environment.variables`',
  '--get-user-env': 'leave it out: use `environment.setup`',
  '--ntasks':
    'leave it out: a job is one task of Slurm; use `nodes` and srun for programs of several processes',
  '--quiet': 'leave it out: submit-slurm.sh needs the number of the job',
  '--help': 'leave it out',
  '--usage': 'leave it out',
  '--version': 'leave it out',
  '--clusters': 'leave it out: submit on the cluster that is meant',
};

/** Options of sbatch that the target says from an option or a resource. */
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
