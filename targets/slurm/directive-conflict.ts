import type { BatchOptions, Directive, DirectiveConflict, Plan } from '../../src/target-kit/kit.ts';
import type { SlurmOptions } from './options.ts';

/** A directive that conflicts with another that the job script sets from options and resources: sbatch accepts only one. */
export function directiveConflict(
  { option, value }: Directive,
  plan: Plan,
  options: BatchOptions & SlurmOptions,
): DirectiveConflict | null {
  // Memory per GPU has no option of its own: it is allowed if the job script sets no other memory.
  if (option === '--mem-per-gpu' && (plan.resources.memory !== null || options.mem_per_cpu !== null)) {
    const help =
      'remove `mem`, `mem_per_cpu` and `resources.memory`, or this directive: sbatch accepts only one of them';
    return { typed: 'mem', help };
  }
  const help = option === '--gres' ? helpForGres(value, plan, options) : null;
  return help === null ? null : { typed: 'gpus', help };
}

/**
 * GPUs have an option of their own. Other uses of `--gres`, such as `--gres=lscratch:10`, are allowed here, unless the job script sets
 * `--gres` for the GPUs: sbatch only uses the last one. Null if there is no conflict.
 */
function helpForGres(value: string | null, plan: Plan, options: SlurmOptions): string | null {
  if (/(?:^|[,:/])gpu(?:$|[,:=])/.test(value ?? '')) return 'use `gpus`';
  const usesGres = options.gpu_option === 'gres' && (plan.resources.gpus ?? 0) > 0;
  return usesGres ? 'also set `gpu_option: gpus`, so that GPUs are requested with `--gpus`' : null;
}

/** A message is one line, whatever was written. */
