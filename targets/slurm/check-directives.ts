import { type Diagnostics, diagnose, type Places, type Plan } from '../../src/target-kit/kit.ts';
import { slurmDiagnostics } from './diagnostics.ts';
import { readDirective } from './directive.ts';
import type { SlurmOptions } from './options.ts';

const onSubmission = 'say it to submit-slurm.sh';
const bySlurm = 'leave it out: each job opens a log of its own in logs/';

/** Options that the job script and submit-slurm.sh say themselves or rely on, with what to do instead. */
const reserved: Readonly<Record<string, string>> = {
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
const typed: Readonly<Record<string, string>> = {
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

/** `extra_directives`: options of sbatch that take nothing away from the contract of the scripts. */
export function checkDirectives(
  plan: Plan,
  options: SlurmOptions,
  diagnostics: Diagnostics,
  places: Places,
): void {
  options.extra_directives.forEach((directive, index) => {
    const span = places.option('extra_directives', String(index));
    const primary = (text: string) => (span === undefined ? undefined : { span, text });
    const read = readDirective(directive);
    if (read === null) {
      const help = 'write `--option=value`, or the option alone';
      const details = { primary: primary('not understood'), help };
      diagnostics.add(
        diagnose(slurmDiagnostics.directiveMalformed, { directive: withoutControl(directive) }, details),
      );
      return;
    }
    const name = fullName(read.option);
    const instead = reserved[name];
    const said = typed[name];
    if (instead !== undefined) {
      const details = { primary: primary('the scripts rely on this'), help: instead };
      diagnostics.add(diagnose(slurmDiagnostics.directiveReserved, { option: name }, details));
    } else if (said !== undefined) {
      const details = { primary: primary('has an option of its own'), help: `use \`${said}\`` };
      diagnostics.add(diagnose(slurmDiagnostics.directiveTyped, { option: name, typed: said }, details));
    } else if (name === '--mem-per-gpu' && saysMemory(plan, options)) {
      const help =
        'leave out `mem`, `mem_per_cpu` and `resources.memory`, or this: sbatch takes only one of them';
      const details = { primary: primary('would be said twice'), help };
      diagnostics.add(diagnose(slurmDiagnostics.directiveTyped, { option: name, typed: 'mem' }, details));
    } else if (name === '--gres') {
      const help = helpForGres(read.value, plan, options);
      if (help === null) return;
      const details = { primary: primary('would be said twice'), help };
      diagnostics.add(diagnose(slurmDiagnostics.directiveTyped, { option: name, typed: 'gpus' }, details));
    }
  });
}

/** Memory for each GPU has no option of its own: it is fine where the job script says no other memory. */
function saysMemory(plan: Plan, options: SlurmOptions): boolean {
  return plan.resources.memory !== null || options.mem_per_cpu !== null;
}

/** sbatch takes the beginning of a long name for the whole: `--arr=1-5` is `--array=1-5`. */
function fullName(option: string): string {
  const known = [...Object.keys(reserved), ...Object.keys(typed), '--mem-per-gpu'];
  return known.includes(option) ? option : (known.find((name) => name.startsWith(option)) ?? option);
}

/**
 * GPUs have an option of their own. What else `--gres` asks for, as in `--gres=lscratch:10`, may be said here, unless
 * the job script says `--gres` for the GPUs: of two, sbatch takes the last. Null where nothing is wrong.
 */
function helpForGres(value: string | null, plan: Plan, options: SlurmOptions): string | null {
  if (/(?:^|[,:/])gpu(?:$|[,:=])/.test(value ?? '')) return 'use `gpus`';
  const saysGres = options.gpu_option === 'gres' && (plan.resources.gpus ?? 0) > 0;
  return saysGres ? 'say `gpu_option: gpus` too, so that GPUs are asked for by `--gpus`' : null;
}

/** A message is one line, whatever was written. */
function withoutControl(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}
