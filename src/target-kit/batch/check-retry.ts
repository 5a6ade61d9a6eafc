import { diagnose } from '../../diagnostics/diagnostic.ts';
import { formatMemory } from '../../settings/memory.ts';
import { formatWalltime } from '../../settings/walltime.ts';
import type { Checks } from './checks.ts';
import type { BatchJob } from './job.ts';
import type { NodeShare } from './node-share.ts';
import { labelled } from './option-reader.ts';

/** `retry` multiplies the request of a task or its job, so there must be a request, and it must be below the bound. */
export function checkRetry({ plan, layout }: BatchJob, share: NodeShare, checks: Checks): void {
  const { kinds, diagnostics, places } = checks;
  const rows = [
    ['out_of_memory', 'memory', share.memory, formatMemory],
    ['timeout', 'walltime', layout.jobWalltime, formatWalltime],
  ] as const;
  for (const [cause, resource, amount, format] of rows) {
    const rule = plan.retry?.[cause];
    if (rule === undefined) continue;
    const primary = labelled(
      places.retry(cause),
      amount === null ? 'nothing to increase' : 'no larger amount is allowed',
    );
    if (amount === null) {
      const help = `set \`resources.${resource}\``;
      diagnostics.add(diagnose(kinds.retryOfNothing, { resource }, { primary, help }));
    } else if (rule.up_to !== null && rule.up_to <= amount) {
      const parameters = { asked: format(amount), most: format(rule.up_to) };
      const help = 'increase `up_to`, or remove it';
      diagnostics.add(diagnose(kinds.retryBound, parameters, { primary, help }));
    }
  }
}
