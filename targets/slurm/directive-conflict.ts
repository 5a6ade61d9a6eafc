import type { BatchOptions, Directive, DirectiveConflict, Plan } from '../../src/target-kit/kit.ts';
import type { SlurmOptions } from './options.ts';

/** A directive of which sbatch takes only one, beside what the job script says from options and resources. */
export function directiveConflict(
  { option, value }: Directive,
  plan: Plan,
  options: BatchOptions & SlurmOptions,
): DirectiveConflict | null {
  // Memory for each GPU has no option of its own: it is fine where the job script says no other memory.
  if (option === '--mem-per-gpu' && (plan.resources.memory !== null || options.mem_per_cpu !== null)) {
    const help =
      'leave out `mem`, `mem_per_cpu` and `resources.memory`, or this: sbatch takes only one of them';
    return { typed: 'mem', help };
  }
  const help = option === '--gres' ? helpForGres(value, plan, options) : null;
  return help === null ? null : { typed: 'gpus', help };
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
